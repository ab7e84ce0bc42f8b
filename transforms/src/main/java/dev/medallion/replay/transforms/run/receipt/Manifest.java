package dev.medallion.replay.transforms.run.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The receipt of a run as data. It is written in steps; the last one is complete.
 *
 * @param format of this document; an older program refuses it
 * @param failure what failed, for verdict {@link Verdict#FAILED}; otherwise empty
 * @param finishedAt by the clock; empty while it runs
 * @param resumes every resume, in order
 */
public record Manifest(
    int format,
    RunInfo run,
    WindowInfo window,
    ObjectsInfo objects,
    RecordsInfo records,
    List<Finding> findings,
    PartitionsInfo partitions,
    Verdict verdict,
    String failure,
    Optional<Instant> finishedAt,
    List<Resumed> resumes) {
  /** Of the documents that this program writes. */
  public static final int FORMAT = 1;

  public Manifest {
    // A receipt of before runs could go on has none.
    resumes = resumes == null ? List.of() : List.copyOf(resumes);
  }

  /** The first step: what is going to be done. */
  public static Manifest started(RunInfo run, WindowInfo window) {
    return new Manifest(
        FORMAT,
        run,
        window,
        ObjectsInfo.NONE,
        RecordsInfo.NONE,
        List.of(),
        PartitionsInfo.NONE,
        Verdict.RUNNING,
        "",
        Optional.empty(),
        List.of());
  }

  /** The same facts in the receipt of another run, which has just begun. */
  public Manifest of(RunInfo other) {
    return new Manifest(
        format,
        other,
        window,
        objects,
        records,
        findings,
        partitions,
        Verdict.RUNNING,
        "",
        Optional.empty(),
        List.of());
  }

  public Manifest withWindow(WindowInfo next) {
    return new Manifest(
        format,
        run,
        next,
        objects,
        records,
        findings,
        partitions,
        verdict,
        failure,
        finishedAt,
        resumes);
  }

  public Manifest withObjects(ObjectsInfo next) {
    return new Manifest(
        format,
        run,
        window,
        next,
        records,
        findings,
        partitions,
        verdict,
        failure,
        finishedAt,
        resumes);
  }

  public Manifest withRecords(RecordsInfo next) {
    return new Manifest(
        format,
        run,
        window,
        objects,
        next,
        findings,
        partitions,
        verdict,
        failure,
        finishedAt,
        resumes);
  }

  public Manifest withFindings(List<Finding> next) {
    return new Manifest(
        format,
        run,
        window,
        objects,
        records,
        next,
        partitions,
        verdict,
        failure,
        finishedAt,
        resumes);
  }

  public Manifest withPartitions(PartitionsInfo next) {
    return new Manifest(
        format,
        run,
        window,
        objects,
        records,
        findings,
        next,
        verdict,
        failure,
        finishedAt,
        resumes);
  }

  public Manifest withResumes(List<Resumed> next) {
    return new Manifest(
        format,
        run,
        window,
        objects,
        records,
        findings,
        partitions,
        verdict,
        failure,
        finishedAt,
        next);
  }

  /** The last step. */
  public Manifest finished(Verdict end, Instant at) {
    return ended(end, failure, at);
  }

  /** The last step of a run that broke. */
  public Manifest failed(String why, Instant at) {
    return ended(Verdict.FAILED, why, at);
  }

  /** The last step of a run that found the warehouse changed since it read it. */
  public Manifest conflicted(String why, Instant at) {
    return ended(Verdict.CONFLICT, why, at);
  }

  private Manifest ended(Verdict end, String why, Instant at) {
    return new Manifest(
        format,
        run,
        window,
        objects,
        records,
        findings,
        partitions,
        end,
        why,
        Optional.of(at),
        resumes);
  }

  /** Whether the changes stand in the warehouse now. */
  public boolean isPublished() {
    return verdict == Verdict.GOOD && !run.isPlan();
  }

  /** The verdict that findings and reconciliation come to, if nothing else went wrong. */
  public Verdict judged() {
    if (!records.balances()
        || !objects.sources().stream().allMatch(ObjectsInfo.SourceObjects::balances)) {
      return Verdict.UNBALANCED;
    }
    return findings.stream().anyMatch(Finding::blocks) ? Verdict.BLOCKED : Verdict.GOOD;
  }
}
