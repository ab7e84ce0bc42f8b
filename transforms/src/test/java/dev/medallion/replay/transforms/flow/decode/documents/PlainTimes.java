package dev.medallion.replay.transforms.flow.decode.documents;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times by plain regexes: a Long of days or microseconds since 1970, or what is bad. */
final class PlainTimes {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?"
              + "(Z|([+-])(\\d\\d)(?::?(\\d\\d))?)?)?");
  private static final String LETTERS = "yMdHms";
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private PlainTimes() {}

  /** What is wrong: one of these codes. */
  record Bad(Set<Code> codes) {
    Bad(Code code) {
      this(Set.of(code));
    }
  }

  /** No such shape. */
  private static final class NoShape extends Exception {
    private static final long serialVersionUID = 1;
  }

  static Object ofText(String text, List<TimeFormat> formats, boolean date) {
    boolean nonexistent = false;
    for (TimeFormat format : formats) {
      try {
        if (format.kind() == TimeFormat.Kind.ISO8601) {
          return iso(text, format.zone(), date);
        }
        if (format.kind() == TimeFormat.Kind.PATTERN) {
          return pattern(text, format, date);
        }
      } catch (DateTimeException e) {
        nonexistent = true;
      } catch (NoShape e) {
        // the next may fit
      }
    }
    return new Bad(nonexistent ? Code.OUT_OF_RANGE : Code.BAD_TYPE);
  }

  static Object ofNumber(BigDecimal number, TimeFormat.Kind kind) {
    BigDecimal seconds =
        kind == TimeFormat.Kind.EPOCH_MILLIS
            ? number.divide(BigDecimal.valueOf(1000), 2000, RoundingMode.UNNECESSARY)
            : number;
    BigDecimal micros = seconds.multiply(MILLION).setScale(0, RoundingMode.FLOOR);
    return inYears(micros) ? (Object) micros.longValueExact() : new Bad(Code.OUT_OF_RANGE);
  }

  private static boolean inYears(BigDecimal micros) {
    return micros.compareTo(micros(LocalDateTime.of(1, 1, 1, 0, 0), ZoneOffset.UTC)) >= 0
        && micros.compareTo(micros(LocalDateTime.of(10_000, 1, 1, 0, 0), ZoneOffset.UTC)) < 0;
  }

  private static BigDecimal micros(LocalDateTime local, ZoneId zone) {
    Instant instant = local.atZone(zone).toInstant();
    return BigDecimal.valueOf(instant.getEpochSecond())
        .multiply(MILLION)
        .add(BigDecimal.valueOf(instant.getNano() / 1000));
  }

  private static Object iso(String text, Optional<ZoneId> zone, boolean date) throws NoShape {
    Matcher m = ISO.matcher(text);
    if (!m.matches()) {
      throw new NoShape();
    }
    boolean noOffset =
        (m.group(10) != null && number(m, 10) > 59) || (m.group(11) != null && number(m, 11) > 59);
    if (noOffset) {
      return new Bad(Set.of(Code.BAD_TYPE, Code.OUT_OF_RANGE));
    }
    LocalDate day = LocalDate.of(number(m, 1), number(m, 2), number(m, 3));
    LocalTime time = LocalTime.MIDNIGHT;
    if (m.group(4) == null && !date && zone.isPresent()) {
      // A day, which begins where its first hour does.
      LocalDateTime begin = day.atStartOfDay(zone.get()).toLocalDateTime();
      return moment(begin.toLocalDate(), begin.toLocalTime(), zone, false);
    }
    if (m.group(4) != null) {
      String nanos = m.group(7) == null ? "0" : (m.group(7) + "00000000").substring(0, 9);
      time =
          LocalTime.of(
              number(m, 4),
              number(m, 5),
              m.group(6) == null ? 0 : number(m, 6),
              Integer.parseInt(nanos));
    }
    Optional<ZoneId> stated = Optional.empty();
    if (m.group(8) != null) {
      stated = Optional.of(m.group(8).equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(offset(m)));
    }
    return moment(day, time, stated.or(() -> zone), date);
  }

  private static String offset(Matcher m) {
    return m.group(9) + m.group(10) + ":" + (m.group(11) == null ? "00" : m.group(11));
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static Object moment(LocalDate day, LocalTime time, Optional<ZoneId> zone, boolean date)
      throws NoShape {
    if (date) {
      return day.getYear() < 1 ? new Bad(Code.OUT_OF_RANGE) : (Object) day.toEpochDay();
    }
    if (zone.isEmpty()) {
      throw new NoShape();
    }
    LocalDateTime local = day.atTime(time);
    if (zone.get().getRules().getValidOffsets(local).isEmpty()) {
      return new Bad(Code.OUT_OF_RANGE);
    }
    BigDecimal micros = micros(local, zone.get());
    return inYears(micros) ? (Object) micros.longValueExact() : new Bad(Code.OUT_OF_RANGE);
  }

  /** Patterns of plain numbers only. */
  private static Object pattern(String text, TimeFormat format, boolean date) throws NoShape {
    StringBuilder regex = new StringBuilder();
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < format.pattern().length(); i++) {
      char c = format.pattern().charAt(i);
      boolean again = i > 0 && format.pattern().charAt(i - 1) == c;
      if (LETTERS.indexOf(c) < 0) {
        regex.append(Pattern.quote(String.valueOf(c)));
      } else if (!again) {
        regex.append(c == 'y' ? "([+-]?\\d{4,})" : "(\\d\\d)");
        order.append(c);
      }
    }
    Matcher m = Pattern.compile(regex.toString()).matcher(text);
    if (!m.matches()) {
      throw new NoShape();
    }
    int[] parts = new int[LETTERS.length()];
    for (int i = 0; i < order.length(); i++) {
      if (order.charAt(i) == 'y' && m.group(i + 1).length() != 4) {
        return new Bad(Set.of(Code.BAD_TYPE, Code.OUT_OF_RANGE));
      }
      parts[LETTERS.indexOf(order.charAt(i))] = Integer.parseInt(m.group(i + 1));
    }
    LocalDate day = LocalDate.of(parts[0], parts[1], parts[2]);
    return moment(day, LocalTime.of(parts[3], parts[4], parts[5]), format.zone(), date);
  }
}
