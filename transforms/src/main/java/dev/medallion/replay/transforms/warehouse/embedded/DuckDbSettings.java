package dev.medallion.replay.transforms.warehouse.embedded;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How an embedded warehouse is opened.
 *
 * @param zone of the business day: partition columns that are timestamps are cut in it
 * @param patience how long to wait for another process to let go of the file
 * @param memoryMebibytes what DuckDB may use while it is open; eight times as much where that does
 *     not do
 */
public record DuckDbSettings(ZoneId zone, Duration patience, int memoryMebibytes) {
  private static final int MORE = 8;

  /** Half a minute of waiting, 128 MiB: more makes nothing faster. */
  public static DuckDbSettings of(ZoneId zone) {
    return new DuckDbSettings(zone, Duration.ofSeconds(30), 128);
  }

  /** For rows of long texts, of which DuckDB holds many at a time. */
  public DuckDbSettings withMoreMemory() {
    return new DuckDbSettings(zone, patience, MORE * memoryMebibytes);
  }

  public DuckDbSettings withPatience(Duration other) {
    return new DuckDbSettings(zone, other, memoryMebibytes);
  }
}
