package dev.medallion.replay.transforms.warehouse.log;

import java.util.Optional;

/**
 * What a warehouse says of a job.
 *
 * @param table where it writes, or would
 * @param partition which of its partitions
 * @param label that it was begun with
 * @param done whether it has ended
 * @param error why it failed
 * @param lastModified what the warehouse says of the partition that it wrote; empty: nothing
 */
public record JobStatus(
    JobId id,
    String table,
    String partition,
    String label,
    boolean done,
    Optional<JobError> error,
    String lastModified) {

  /** Of a warehouse that does not say when a partition was written. */
  public JobStatus(
      JobId id,
      String table,
      String partition,
      String label,
      boolean done,
      Optional<JobError> error) {
    this(id, table, partition, label, done, error, "");
  }

  /**
   * Why a job failed. It changed nothing.
   *
   * @param permanent whether another one would fail as well
   */
  public record JobError(String message, boolean permanent) {}
}
