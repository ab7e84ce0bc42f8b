package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.transforms.model.TimeFormat.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the formats of dates and timestamps. */
final class TimeFormats {
  private static final Map<String, Kind> NAMED =
      Map.of(
          "epoch_seconds", Kind.EPOCH_SECONDS,
          "epoch_millis", Kind.EPOCH_MILLIS,
          "iso8601", Kind.ISO8601);
  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2026, 2, 3, 14, 15, 16, 0, ZoneOffset.UTC);

  private TimeFormats() {}

  static Optional<TimeFormat> read(
      YamlMapping block, YamlMapping.Item item, boolean date, Optional<ZoneId> zone) {
    Kind kind = NAMED.getOrDefault(item.text(), Kind.PATTERN);
    if (kind == Kind.PATTERN) {
      return pattern(block, item, date, zone);
    }
    if (date && kind != Kind.ISO8601) {
      block.problemAt(
          item.node(),
          "format " + item.text() + " gives an instant, but the type is date",
          "Make it a timestamp, and cast it to DATE in SQL.");
    }
    return Optional.of(new TimeFormat(kind, "", zone));
  }

  private static Optional<TimeFormat> pattern(
      YamlMapping block, YamlMapping.Item item, boolean date, Optional<ZoneId> zone) {
    try {
      TemporalAccessor read = readBack(item.text());
      if (!date && read.query(TemporalQueries.localTime()) == null) {
        throw new DateTimeException("it has no time of day");
      }
      if (!date && read.query(TemporalQueries.zone()) == null && zone.isEmpty()) {
        block.problemAt(
            item.node(),
            "format " + item.text() + " has no zone, so the instant is ambiguous",
            "Add zone, e.g. zone: Europe/Berlin, or a zone letter such as XXX.");
      }
      return Optional.of(new TimeFormat(Kind.PATTERN, item.text(), zone));
    } catch (IllegalArgumentException | DateTimeException e) {
      block.problemAt(
          item.node(),
          "format " + item.text() + " can't be read: " + reason(e),
          Misspelling.nearest(item.text(), NAMED.keySet())
              .map(near -> "Did you mean " + near + "?")
              .orElse(
                  "Write epoch_seconds, epoch_millis, iso8601 or a pattern like yyyy-MM-dd"
                      + " HH:mm:ss."));
      return Optional.empty();
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage().startsWith("Text '") ? "it has no complete date" : e.getMessage();
  }

  /** A pattern is good if a time written by it is read again as the same day. */
  private static TemporalAccessor readBack(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    TemporalAccessor read = formatter.parse(formatter.format(SAMPLE));
    LocalDate day = read.query(TemporalQueries.localDate());
    if (day == null || !day.equals(SAMPLE.toLocalDate())) {
      throw new DateTimeException("it has no complete date");
    }
    if (read.query(TemporalQueries.localTime()) != null
        && !LocalDateTime.from(read).equals(SAMPLE.toLocalDateTime())) {
      throw new DateTimeException("it does not distinguish every second");
    }
    return read;
  }
}
