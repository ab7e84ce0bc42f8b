package dev.medallion.replay.transforms.warehouse.duckdb;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneId;

/**
 * How an embedded warehouse is opened.
 *
 * @param zone of the business day: partition columns that are timestamps are cut in it
 * @param patience how long to wait for another process to let go of the file
 * @param memoryMebibytes what DuckDB may use while it is open
 * @param mostMebibytes what it may use where that does not do
 */
public record DuckDbSettings(
    ZoneId zone, Duration patience, long memoryMebibytes, long mostMebibytes) {

  /**
   * Half a minute of waiting; 128 MiB: more makes nothing faster; and where rows of long texts, of
   * which DuckDB holds many at a time, don't fit in that, half of the memory that there is.
   */
  public static DuckDbSettings of(ZoneId zone) {
    return new DuckDbSettings(zone, Duration.ofSeconds(30), 128, Math.max(1024, machine() / 2));
  }

  /** The same with the most memory from the start. */
  DuckDbSettings withMostMemory() {
    return new DuckDbSettings(zone, patience, mostMebibytes, mostMebibytes);
  }

  public DuckDbSettings withPatience(Duration other) {
    return new DuckDbSettings(zone, other, memoryMebibytes, mostMebibytes);
  }

  /** The machine's memory, or the container's. */
  private static long machine() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }
}
