package dev.medallion.replay.transforms.run.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The current state, as {@code status} prints it.
 *
 * @param warehouse its address
 * @param state the folder of runs and published files
 * @param notes what could not be read, and why; and which steps failed of runs that have not ended
 * @param runs oldest first
 * @param openPartitions published ones that more may still arrive for
 * @param pendingResumes runs that ended without a verdict and can be resumed
 */
public record Status(
    String warehouse,
    String state,
    List<String> notes,
    List<Run> runs,
    List<Lease> leases,
    List<Open> openPartitions,
    List<PendingResume> pendingResumes,
    List<Size> sizes) {

  /** How a run is doing. */
  public enum Progress {
    /** It has a verdict. */
    ENDED,
    /** It has none, and its process may be at work. */
    RUNNING,
    /** It has none, and its process is gone. */
    STOPPED,
    /** It has none, and nothing that could be read knows its process. */
    UNKNOWN
  }

  /**
   * One run.
   *
   * @param verdict of its receipt so far, e.g. {@code GOOD}; of a run that did not end {@code
   *     RUNNING}, or {@code FAILED}
   * @param from first day of its window
   * @param to last day of its window
   * @param clock what the days are days of
   * @param replaced partitions
   * @param emptied partitions
   * @param unchanged partitions
   */
  public record Run(
      String runId,
      String command,
      String model,
      Progress progress,
      String verdict,
      LocalDate from,
      LocalDate to,
      String clock,
      Instant startedAt,
      Optional<Instant> finishedAt,
      long replaced,
      long emptied,
      long unchanged) {}

  /**
   * The partitions that a run holds.
   *
   * @param owner e.g. {@code process 17 on tower}
   * @param alive whether its owner may be at work; one of another host counts as alive
   */
  public record Lease(
      String runId, String owner, boolean alive, Instant since, List<String> partitions) {}

  /**
   * A published partition that is not complete.
   *
   * @param until the last day on which more may arrive; empty: it waits for other partitions only
   * @param due whether that day is over, and it waits for no other: a replay would complete it
   * @param waitsFor the partitions that are not published, e.g. {@code charges/2026-02-02}
   */
  public record Open(
      String table,
      String partition,
      Optional<LocalDate> until,
      boolean due,
      List<String> waitsFor,
      String runId) {}

  /**
   * A run to be resumed.
   *
   * @param resumeWith the command, without {@code ./replay}
   */
  public record PendingResume(String runId, String command, String resumeWith) {}

  /**
   * What something takes on disk.
   *
   * @param what e.g. {@code kept files}
   * @param files how many
   */
  public record Size(String what, String path, long files, long bytes) {}
}
