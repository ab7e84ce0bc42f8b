package dev.medallion.replay.transforms.run.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import io.soabase.recordbuilder.core.RecordBuilder;
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
 * @param work what publishing cost in a warehouse that has jobs; empty: it has none, or nothing was
 *     published
 * @param forecast the jobs that publishing a plan would take, in a warehouse that has jobs
 */
@RecordBuilder
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
    List<Resumed> resumes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<WarehouseWork> work,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<JobForecast> forecast)
    implements ManifestBuilder.With {
  /** Of the documents that this program writes. */
  public static final int FORMAT = 1;

  public Manifest {
    // A receipt of before runs could go on has none.
    resumes = resumes == null ? List.of() : List.copyOf(resumes);
    work = work == null ? Optional.empty() : work;
    forecast = forecast == null ? Optional.empty() : forecast;
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
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same facts in the receipt of another run, which has just begun. */
  public Manifest of(RunInfo other) {
    return with(
        m ->
            m.run(other)
                .verdict(Verdict.RUNNING)
                .failure("")
                .finishedAt(Optional.empty())
                .resumes(List.of())
                .work(Optional.empty())
                .forecast(Optional.empty()));
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
    return with(m -> m.verdict(end).failure(why).finishedAt(Optional.of(at)));
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
