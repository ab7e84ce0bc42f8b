package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows that a job reads: they are loaded into a table of their own, which belongs to one call, and
 * expires after a day.
 */
final class ScratchRows {
  private final Home home;
  private final JobRequests requests;
  private final RunningJobs running;

  ScratchRows(Home home, JobRequests requests) {
    this.home = home;
    this.requests = requests;
    this.running = new RunningJobs(home);
  }

  /**
   * Loads the rows, and waits for it.
   *
   * @param schema of the table of their own
   * @param reading the job that reads this table
   * @return that job; where the rows can't be loaded, one that fails for the same reason
   */
  JobConfiguration load(
      Replacement replacement,
      Schema schema,
      Map<String, String> labels,
      Function<TableId, JobConfiguration> reading)
      throws JobsUnavailableException, InterruptedException {
    TableId staged = home.datasets().table(Datasets.SCRATCH, "rows_" + Nondeterminism.newSalt());
    JobStatus loaded = load(replacement, staged, schema, labels);
    if (loaded.getError() == null) {
      return reading.apply(staged);
    }
    if (BigQueryErrors.mayPass(loaded.getError())) {
      throw new JobsUnavailableException(
          "BigQuery failed to load the rows of "
              + replacement.table()
              + ": "
              + loaded.getError().getMessage(),
          null);
    }
    return JobRequests.query(
            "SELECT ERROR(" + GoogleSql.literal(loaded.getError().getMessage()) + ") AS failed",
            labels)
        .build();
  }

  private JobStatus load(
      Replacement replacement, TableId staged, Schema schema, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    home.require(Datasets.SCRATCH);
    LoadJobConfiguration load =
        LoadJobConfiguration.newBuilder(staged, requests.files(replacement), JobRequests.parquet())
            .setSchema(schema)
            .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .setWriteDisposition(WriteDisposition.WRITE_EMPTY)
            .setMaxBadRecords(0)
            .setLabels(labels)
            .build();
    JobId id = home.job("replay_rows_" + staged.getTable());
    home.client().create(JobInfo.of(id, load));
    return running.await(id).getStatus();
  }
}
