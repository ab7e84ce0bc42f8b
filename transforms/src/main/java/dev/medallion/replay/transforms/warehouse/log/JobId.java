package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.files.Sha256;

/**
 * The id of a job, which a warehouse gives away once. Whoever publishes the same version of the
 * same partition uses the same one, so only one of them runs it.
 */
public record JobId(String value) {
  /**
   * The id of an attempt.
   *
   * @param log the log's id: a state that was made anew never takes an old job for its own
   * @param table as the warehouse names it
   */
  static JobId of(String log, String table, Step step, int attempt) {
    return new JobId(
        "replay_"
            + Sha256.ofText(
                String.join(
                    "\0",
                    log,
                    table,
                    step.partition().value(),
                    Integer.toString(step.version()),
                    Integer.toString(attempt))));
  }

  @Override
  public String toString() {
    return value;
  }
}
