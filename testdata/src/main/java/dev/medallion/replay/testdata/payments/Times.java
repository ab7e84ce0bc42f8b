package dev.medallion.replay.testdata.payments;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Instants as the payments system writes them. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** Like Python's isoformat: six digits of a second, or none when they are 0. */
  static String iso(Instant instant) {
    int micros = instant.get(ChronoField.MICRO_OF_SECOND);
    String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
    return SECONDS.format(instant) + fraction + "+00:00";
  }

  static String runId(Instant start) {
    return "batch-" + RUN.format(start);
  }
}
