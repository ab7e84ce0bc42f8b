package dev.medallion.replay.bigqueryserver.schema;

import java.time.temporal.ChronoUnit;

/** How long a partition is, and how its id is written. */
public enum Grain {
  HOUR("%Y%m%d%H", 10, ChronoUnit.HOURS),
  DAY("%Y%m%d", 8, ChronoUnit.DAYS),
  MONTH("%Y%m", 6, ChronoUnit.MONTHS),
  YEAR("%Y", 4, ChronoUnit.YEARS);

  private final String format;
  private final int digits;
  private final ChronoUnit unit;

  Grain(String format, int digits, ChronoUnit unit) {
    this.format = format;
    this.digits = digits;
    this.unit = unit;
  }

  /** For DuckDB's {@code strftime}. */
  String format() {
    return format;
  }

  ChronoUnit unit() {
    return unit;
  }

  boolean fits(String partition) {
    return partition.length() == digits && partition.chars().allMatch(Character::isDigit);
  }
}
