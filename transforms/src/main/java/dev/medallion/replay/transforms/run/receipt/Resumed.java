package dev.medallion.replay.transforms.run.receipt;

import java.io.Serializable;
import java.time.Instant;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One resume of a run, after its process had ended.
 *
 * @param number from 1
 * @param at by the clock
 * @param host of the process that resumes it
 * @param pid of the process that resumes it
 * @param processStartedAt with the pid it names one process
 * @param done kind of unit to how many are reused from their completion records
 * @param after what had failed; empty if the process was killed
 */
public record Resumed(
    int number,
    Instant at,
    String host,
    long pid,
    Instant processStartedAt,
    SortedMap<String, Long> done,
    String after)
    implements Serializable {

  /** All units that were taken from their records. */
  public long units() {
    return done.values().stream().mapToLong(Long::longValue).sum();
  }

  /** For a person, in a line. */
  String text() {
    return at
        + " by process "
        + pid
        + " on "
        + host
        + (after.isEmpty() ? "" : ", after " + after)
        + "; "
        + (units() == 0 ? "no unit was finished" : units() + " units were finished: " + kinds());
  }

  private String kinds() {
    return done.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }
}
