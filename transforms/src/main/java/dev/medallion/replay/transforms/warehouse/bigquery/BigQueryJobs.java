package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.Job;
import dev.medallion.replay.transforms.warehouse.log.JobId;
import dev.medallion.replay.transforms.warehouse.log.JobStatus;
import dev.medallion.replay.transforms.warehouse.log.JobStatus.JobError;
import dev.medallion.replay.transforms.warehouse.log.Jobs;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import dev.medallion.replay.transforms.warehouse.log.Preparation;
import dev.medallion.replay.transforms.warehouse.log.Prepared;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The jobs of BigQuery that write partitions, with ids that it gives away once a project. */
final class BigQueryJobs implements Jobs {
  private final Home home;
  private final TableShapes shapes;
  private final TablePreparer preparer;
  private final JobRequests requests;
  private final WholeTables wholeTables;
  private final RowsOfText rowsOfText;
  private final RunningJobs running;
  private final PartitionTimes times;
  private final ModificationLimiter limiter = ModificationLimiter.ofClock();

  BigQueryJobs(Home home, TableShapes shapes, JobRequests requests, PartitionTimes times) {
    this.home = home;
    this.shapes = shapes;
    this.preparer = new TablePreparer(home, shapes);
    this.requests = requests;
    ScratchRows scratch = new ScratchRows(home, requests);
    this.wholeTables = new WholeTables(home, scratch);
    this.rowsOfText = new RowsOfText(requests, scratch, wholeTables);
    this.running = new RunningJobs(home);
    this.times = times;
  }

  @Override
  public Prepared prepare(Preparation wanted) throws JobsUnavailableException {
    try {
      return preparer.prepare(wanted);
    } catch (BigQueryException e) {
      throw BigQueryErrors.unavailable(e);
    }
  }

  @Override
  public JobUsage usage() {
    return home.meter().total();
  }

  @Override
  public boolean insert(Job job) throws JobsUnavailableException {
    String call = Nondeterminism.newToken();
    try {
      home.require(layer(job));
      JobInfo request =
          JobInfo.of(home.job(job.id().value()), request(job, JobLabels.of(job, call)));
      if (!(job.work() instanceof Job.Work.Nothing)) {
        limiter.await(job.table());
      }
      // The client answers with a job of the same id, if one was begun since yesterday.
      com.google.cloud.bigquery.Job there = home.client().create(request);
      return call.equals(labels(there).get(JobLabels.CALL));
    } catch (BigQueryException e) {
      if (e.getCode() == BigQueryErrors.CONFLICT) {
        return false;
      }
      throw BigQueryErrors.unavailable(e);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static JobsUnavailableException stopped(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new JobsUnavailableException("the run was stopped while it waited for a job", e);
  }

  private static String layer(Job job) {
    return job.table().substring(0, job.table().indexOf('.'));
  }

  private JobConfiguration request(Job job, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    if (job.work() instanceof Job.Work.Load load) {
      Replacement replacement = load.replacement();
      StandardTableDefinition table =
          shapes.require(TableRef.of(replacement), replacement.result().columns());
      if (replacement.grain() == Grain.NONE) {
        return wholeTables.replace(replacement, labels);
      }
      return MadeOfText.isAny(replacement.result().columns())
          ? rowsOfText.replace(replacement, table, labels)
          : requests.load(replacement, table, labels);
    }
    if (job.work() instanceof Job.Work.Empty empty) {
      return empty.replacement().grain() == Grain.NONE
              || shapes.hasRequired(TableRef.of(empty.replacement()))
          ? wholeTables.empty(empty.replacement(), labels)
          : requests.empty(empty.replacement(), labels);
    }
    return JobRequests.nothing(labels);
  }

  @Override
  public Optional<JobStatus> find(JobId id) throws JobsUnavailableException {
    try {
      return running.find(home.job(id.value())).map(job -> status(id, job));
    } catch (BigQueryException e) {
      throw BigQueryErrors.unavailable(e);
    }
  }

  @Override
  public JobStatus await(JobId id) throws JobsUnavailableException {
    try {
      return status(id, running.await(home.job(id.value())));
    } catch (BigQueryException e) {
      throw BigQueryErrors.unavailable(e);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private JobStatus status(JobId id, com.google.cloud.bigquery.Job job) {
    if (RunningJobs.isDone(job)) {
      home.meter().ended(job);
    }
    Map<String, String> labels = labels(job);
    Optional<TableId> destination = destination(job);
    String table =
        destination
            .map(d -> home.datasets().layer(d).orElse(d.getDataset()) + "." + Decorator.name(d))
            .orElseGet(() -> labels.get(JobLabels.LAYER) + "." + labels.get(JobLabels.TABLE));
    String partition =
        destination
            .map(
                d ->
                    Decorator.partition(
                        d, p -> JobLabels.value(p).equals(labels.get(JobLabels.PARTITION))))
            .orElseGet(() -> String.valueOf(labels.get(JobLabels.PARTITION)));
    Optional<JobError> error =
        Optional.ofNullable(job.getStatus().getError())
            .map(
                e ->
                    new JobError(
                        e.getReason() + ": " + e.getMessage(), !BigQueryErrors.mayPass(e)));
    return new JobStatus(
        id,
        table,
        partition,
        String.valueOf(labels.get(JobLabels.DIGEST)),
        RunningJobs.isDone(job),
        error,
        Optional.ofNullable(job.getStatistics().getEndTime()).map(Instant::ofEpochMilli));
  }

  @Override
  public Map<JobId, String> lastModified(Collection<JobStatus> written) {
    Map<JobId, String> said = new HashMap<>();
    written.stream()
        .collect(Collectors.groupingBy(JobStatus::table))
        .forEach((table, ended) -> said.putAll(lastModified(table, ended)));
    return said;
  }

  private Map<JobId, String> lastModified(String table, List<JobStatus> written) {
    int dot = table.indexOf('.');
    SortedMap<String, String> now =
        times.of(
            home.datasets().table(table.substring(0, dot), table.substring(dot + 1)),
            written.stream().map(JobStatus::partition).toList());
    Map<JobId, String> said = new HashMap<>();
    for (JobStatus job : written) {
      Optional.ofNullable(now.get(job.partition()))
          .filter(time -> PartitionTimes.isNotAfter(time, job.endedAt()))
          .ifPresent(time -> said.put(job.id(), time));
    }
    return said;
  }

  private static Map<String, String> labels(com.google.cloud.bigquery.Job job) {
    JobConfiguration configuration = job.getConfiguration();
    Map<String, String> labels =
        configuration instanceof LoadJobConfiguration load
            ? load.getLabels()
            : configuration instanceof QueryJobConfiguration query ? query.getLabels() : Map.of();
    return labels == null ? Map.of() : labels;
  }

  /** Where a job that is not ours may write too; a job that does nothing has a table of its own. */
  private Optional<TableId> destination(com.google.cloud.bigquery.Job job) {
    JobConfiguration configuration = job.getConfiguration();
    TableId destination =
        configuration instanceof LoadJobConfiguration load
            ? load.getDestinationTable()
            : configuration instanceof QueryJobConfiguration query
                ? query.getDestinationTable()
                : null;
    return Optional.ofNullable(destination).filter(d -> !d.getDataset().startsWith("_"));
  }
}
