package dev.medallion.replay.bigqueryserver.schema;

/** How long a partition is, and how its id is written. */
public enum Grain {
  HOUR("%Y%m%d%H", 10, "hour"),
  DAY("%Y%m%d", 8, "day"),
  MONTH("%Y%m", 6, "month"),
  YEAR("%Y", 4, "year");

  private final String format;
  private final int digits;
  private final String unit;

  Grain(String format, int digits, String unit) {
    this.format = format;
    this.digits = digits;
    this.unit = unit;
  }

  /** For DuckDB's {@code strftime}. */
  String format() {
    return format;
  }

  /** For DuckDB's intervals. */
  public String unit() {
    return unit;
  }

  boolean fits(String partition) {
    return partition.length() == digits && partition.chars().allMatch(Character::isDigit);
  }
}
