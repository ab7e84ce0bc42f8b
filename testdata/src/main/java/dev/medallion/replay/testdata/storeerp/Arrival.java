package dev.medallion.replay.testdata.storeerp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When a webhook came in, and the id that it was given. Both are in the names of its objects. */
record Arrival(Instant at, String uuid) {
  static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  /** At a time of the stores' clocks. */
  static Arrival local(LocalDate day, String time, String uuid) {
    LocalDateTime at = LocalDateTime.of(day, LocalTime.parse(time));
    return new Arrival(at.atZone(SAO_PAULO).toInstant(), uuid);
  }

  /** Backfill writes the order's day where others have their time, and derives the id. */
  static Arrival backfill(String prefix, String order, LocalDate day) {
    return new Arrival(
        day.atStartOfDay(ZoneOffset.UTC).toInstant(), Uuids.named(prefix + ":" + order));
  }

  /** In UTC. */
  String stamp() {
    return STAMP.format(at);
  }

  /** The end of every object name but the products'. */
  String suffix(String order) {
    return order + "-" + stamp() + "-" + uuid;
  }
}
