package dev.medallion.replay.transforms.warehouse.log;

import java.time.Instant;
import java.util.Optional;

/**
 * What a warehouse says of a job.
 *
 * @param table where it writes, or would
 * @param partition which of its partitions
 * @param label that it was begun with
 * @param done whether it has ended
 * @param error why it failed
 * @param endedAt by the warehouse's clock, if it says so
 */
public record JobStatus(
    JobId id,
    String table,
    String partition,
    String label,
    boolean done,
    Optional<JobError> error,
    Optional<Instant> endedAt) {

  /**
   * Why a job failed. It changed nothing.
   *
   * @param permanent whether another one would fail as well
   */
  public record JobError(String message, boolean permanent) {}
}
