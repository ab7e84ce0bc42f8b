package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.stream.Collectors;

/**
 * Something that a warehouse does to one partition, as a whole or not at all.
 *
 * @param runId the run that publishes
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param partition the partition's value
 * @param label tells jobs of one id apart: 40 hex digits of what is done
 */
public record Job(JobId id, String runId, String table, String partition, String label, Work work) {
  private static final int LABEL_DIGITS = 40;

  /** What is done. */
  public sealed interface Work {
    /**
     * The partition's rows are replaced by those of the files; its grain, columns and files are the
     * replacement's.
     */
    record Load(Replacement replacement) implements Work {}

    /** All rows of the partition go. */
    record Empty(Replacement replacement) implements Work {}

    /** Nothing: the id is used up, so that no load can have it. */
    record Nothing() implements Work {}
  }

  static Job of(JobId id, String runId, Step step, Replacement replacement) {
    String files =
        replacement.result().files().stream()
            .map(StagedFile::digest)
            .collect(Collectors.joining(" "));
    return new Job(
        id,
        runId,
        replacement.table(),
        step.partition().value(),
        label(step.action() + " " + files),
        step.action() == Step.Action.EMPTY
            ? new Work.Empty(replacement)
            : new Work.Load(replacement));
  }

  /** The same id, used up. */
  static Job nothing(JobId id, String runId, Step step, Replacement replacement) {
    return new Job(
        id,
        runId,
        replacement.table(),
        step.partition().value(),
        label("NOTHING"),
        new Work.Nothing());
  }

  /** Whether a job that a warehouse knows by this one's id is this one. */
  boolean is(JobStatus found) {
    return found.table().equals(table)
        && found.partition().equals(partition)
        && found.label().equals(label);
  }

  private static String label(String what) {
    return Sha256.ofText(what).substring(0, LABEL_DIGITS);
  }
}
