package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.model.TimeFormat;
import dev.medallion.replay.transforms.model.TimeFormat.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Dates and timestamps by their formats, tried in order.
 *
 * <p>A text of no format's shape is BAD_TYPE; one of the right shape that names a day or time that
 * does not exist (February 30th, 24:61, a leap second, an hour that a zone skips) or that lies
 * outside the years 1 to 9999 is OUT_OF_RANGE, as is one that is finer than its {@link Fineness}
 * allows. Of an hour that a zone repeats, the first is taken.
 */
final class TimeConverter {
  private static final long MICROS = 1_000_000L;
  private static final long MIN_SECOND =
      LocalDate.of(1, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  private static final long MAX_SECOND =
      LocalDate.of(10_000, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() - 1;

  private final List<TimeFormat> formats;
  private final List<Shape> shapes = new ArrayList<>();
  private final boolean date;
  private final Fineness fineness;
  private final boolean iso;
  private final Optional<Kind> epoch;

  /** What a formatter with optional parts can't say: one sign before the time, and one offset. */
  private static final Pattern ISO =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
              + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?");

  /**
   * @param form that a text must have beside what the formatter asks; empty: nothing
   */
  private record Shape(DateTimeFormatter strict, Optional<ZoneId> zone, Optional<Pattern> form) {}

  /**
   * @param formats none: ISO 8601
   * @param date whether days are wanted, not instants
   * @param fineness of instants
   */
  TimeConverter(List<TimeFormat> formats, boolean date, Fineness fineness) {
    this.formats =
        formats.isEmpty()
            ? List.of(new TimeFormat(Kind.ISO8601, "", Optional.empty()))
            : List.copyOf(formats);
    this.date = date;
    this.fineness = fineness;
    this.iso = this.formats.stream().anyMatch(f -> f.kind() == Kind.ISO8601);
    this.epoch =
        this.formats.stream()
            .map(TimeFormat::kind)
            .filter(k -> k == Kind.EPOCH_SECONDS || k == Kind.EPOCH_MILLIS)
            .findFirst();
    for (TimeFormat format : this.formats) {
      if (format.kind() == Kind.ISO8601) {
        shapes.add(shape(isoShape(), format.zone(), Optional.of(ISO)));
      } else if (format.kind() == Kind.PATTERN) {
        shapes.add(shape(pattern(format.pattern()), format.zone(), Optional.empty()));
      }
    }
  }

  /** The kinds of value that need no coercion. */
  boolean takesText() {
    return !shapes.isEmpty();
  }

  boolean takesNumbers() {
    return epoch.isPresent();
  }

  /** Whether the first format is a number. */
  boolean startsWithNumber() {
    return takesNumbers() && formats.get(0).kind().equals(epoch.get());
  }

  /** Long microseconds, {@link FineTime} or Integer days, or an {@link Issue}. */
  Object ofWhole(long number) {
    long seconds = number;
    long micros = 0;
    if (epoch.get() == Kind.EPOCH_MILLIS) {
      seconds = Math.floorDiv(number, 1000L);
      micros = Math.floorMod(number, 1000L) * 1000L;
    }
    return ofSeconds(seconds, micros, 0);
  }

  Object ofNumber(BigDecimal number) {
    BigDecimal seconds = epoch.get() == Kind.EPOCH_MILLIS ? number.movePointLeft(3) : number;
    if (seconds.compareTo(BigDecimal.valueOf(MIN_SECOND)) < 0
        || seconds.compareTo(BigDecimal.valueOf(MAX_SECOND + 1)) >= 0) {
      return outsideYears();
    }
    BigDecimal micros = seconds.movePointRight(6);
    BigDecimal whole = micros.setScale(0, RoundingMode.FLOOR);
    BigDecimal nanos = micros.subtract(whole).movePointRight(3);
    if (fineness != Fineness.CUT && nanos.stripTrailingZeros().scale() > 0) {
      return fineness == Fineness.REFUSED ? tooFine() : finerThanNanos();
    }
    long exact = whole.longValueExact();
    return ofSeconds(Math.floorDiv(exact, MICROS), Math.floorMod(exact, MICROS), nanos.intValue());
  }

  Object ofText(String text) {
    if (iso && !date) {
      long micros = IsoTime.micros(text);
      if (micros != IsoTime.OTHER) {
        return fineness == Fineness.CUT ? (Object) micros : ofMicros(micros, IsoTime.nanos(text));
      }
    }
    if (iso && date && text.length() == 10) {
      long days = IsoTime.days(text);
      if (days != IsoTime.OTHER) {
        return (int) days;
      }
    }
    boolean exists = true;
    boolean offset = true;
    for (Shape shape : shapes) {
      if (shape.form().isPresent() && !shape.form().get().matcher(text).matches()) {
        continue;
      }
      try {
        Object value = value(shape, shape.strict().parse(text));
        if (value != null) {
          return value;
        }
        offset = false;
      } catch (DateTimeException e) {
        exists &= !isOfShape(shape, text);
      }
    }
    if (!exists) {
      return new Issue(Code.OUT_OF_RANGE, "names a day or time that does not exist");
    }
    return new Issue(
        Code.BAD_TYPE,
        offset
            ? "is not written in a format of the contract"
            : "names no offset, and the contract no zone");
  }

  /** Whether the text has the shape, if nothing asks whether such a day exists. */
  private static boolean isOfShape(Shape shape, String text) {
    ParsePosition position = new ParsePosition(0);
    TemporalAccessor parsed;
    try {
      parsed = shape.strict().parseUnresolved(text, position);
    } catch (DateTimeException e) {
      // An offset of more than 23 hours is not even parsed.
      return true;
    }
    return parsed != null && position.getErrorIndex() < 0 && position.getIndex() == text.length();
  }

  /** Null where a zone is needed and there is none. */
  private Object value(Shape shape, TemporalAccessor parsed) {
    LocalDate day = parsed.query(TemporalQueries.localDate());
    if (day == null) {
      throw new DateTimeException("no day");
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId stated = parsed.query(TemporalQueries.zone());
    if (date && (stated == null || shape.zone().isEmpty())) {
      // The day as it is written: with a time behind it, too.
      return inYears(day) ? (Object) (int) day.toEpochDay() : outsideYears();
    }
    ZoneId zone = stated != null ? stated : shape.zone().orElse(null);
    if (zone == null) {
      return null;
    }
    if (time != null && zone.getRules().getValidOffsets(day.atTime(time)).isEmpty()) {
      return new Issue(Code.OUT_OF_RANGE, "names a time that its zone skips");
    }
    // A day without a time begins when its first hour does: where a zone skips midnight, later.
    Instant instant =
        (time == null ? day.atStartOfDay(zone) : day.atTime(time).atZone(zone)).toInstant();
    if (date) {
      LocalDate there = instant.atZone(shape.zone().get()).toLocalDate();
      return inYears(there) ? (Object) (int) there.toEpochDay() : outsideYears();
    }
    return ofSeconds(instant.getEpochSecond(), instant.getNano() / 1000, instant.getNano() % 1000);
  }

  private static boolean inYears(LocalDate day) {
    return day.getYear() >= 1 && day.getYear() <= 9999;
  }

  private Object ofSeconds(long seconds, long micros, int nanos) {
    if (seconds < MIN_SECOND || seconds > MAX_SECOND) {
      return outsideYears();
    }
    return date
        ? (Object) (int) Math.floorDiv(seconds, 86_400L)
        : ofMicros(seconds * MICROS + micros, nanos);
  }

  private Object ofMicros(long micros, int nanos) {
    if (nanos == 0 || fineness == Fineness.CUT) {
      return micros;
    }
    return fineness == Fineness.KEPT ? new FineTime(micros, nanos) : tooFine();
  }

  private static Issue tooFine() {
    return new Issue(Code.OUT_OF_RANGE, "is finer than a microsecond, which a key can't be");
  }

  private static Issue finerThanNanos() {
    return new Issue(
        Code.OUT_OF_RANGE, "is finer than a nanosecond, and versions are ordered by it");
  }

  private static Issue outsideYears() {
    return new Issue(Code.OUT_OF_RANGE, "lies outside the years 1 to 9999");
  }

  private static Shape shape(
      DateTimeFormatter formatter, Optional<ZoneId> zone, Optional<Pattern> form) {
    return new Shape(formatter.withResolverStyle(ResolverStyle.STRICT), zone, form);
  }

  private static DateTimeFormatter pattern(String pattern) {
    // Strict dates know years without an era only as u. Letters in quotes stay as they are.
    StringBuilder years = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      years.append(c == 'y' && !quoted ? 'u' : c);
    }
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(years.toString())
        .toFormatter(Locale.ENGLISH);
  }

  /** Date, then optionally {@code T} or a blank, time, fraction and offset. */
  private static DateTimeFormatter isoShape() {
    return new DateTimeFormatterBuilder()
        .appendValue(ChronoField.YEAR, 4, 4, SignStyle.NOT_NEGATIVE)
        .appendPattern("-MM-dd")
        .optionalStart()
        .appendPattern("['T'][' ']")
        .appendPattern("HH:mm")
        .optionalStart()
        .appendPattern(":ss")
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
        .optionalEnd()
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HH:MM", "Z")
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HHMM", "Z")
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HH", "Z")
        .optionalEnd()
        .optionalEnd()
        .toFormatter(Locale.ROOT);
  }
}
