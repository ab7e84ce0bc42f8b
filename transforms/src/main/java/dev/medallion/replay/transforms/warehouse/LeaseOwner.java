package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;
import java.time.Instant;

/**
 * The process that holds a lease. A pid alone is used again; with its start it names one process.
 *
 * @param host where it runs
 * @param startedAt when the process started
 */
public record LeaseOwner(String host, long pid, Instant startedAt) implements Serializable {

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
