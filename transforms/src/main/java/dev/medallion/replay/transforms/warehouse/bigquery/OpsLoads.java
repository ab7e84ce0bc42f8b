package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.OpsTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Appends rows to the tables for people, by load jobs whose ids follow from what they append:
 * whoever comes second finds the job of the first, and appends nothing.
 */
final class OpsLoads {
  private static final int ATTEMPTS = 4;

  private final Home home;
  private final TableShapes shapes;
  private final Uploads uploads;

  OpsLoads(Home home, TableShapes shapes, Uploads uploads) {
    this.home = home;
    this.shapes = shapes;
    this.uploads = uploads;
  }

  /**
   * Appends rows, unless that was done.
   *
   * @param key what these rows are, among all that are ever appended to the table
   * @param local a name for a file of this process, which is not there
   */
  void append(OpsTable table, String key, List<List<Object>> rows, Path local) {
    try (LocalRows file = LocalRows.open()) {
      file.write(table.columns(), rows, local);
    }
    try (Uploads.Uploaded uploaded = uploads.take(local)) {
      home.require(table.ref().schema());
      append(table, key, load(table, uploaded.source()));
    } catch (BigQueryException e) {
      throw BigQueryErrors.failed("append to the ops tables", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("the run was stopped while it appended to the ops tables", e);
    }
  }

  private LoadJobConfiguration load(OpsTable table, String source) {
    return LoadJobConfiguration.newBuilder(
            home.datasets().table(table.ref()), source, JobRequests.parquet())
        .setSchema(
            shapes.require(table.ref(), table.columns(), table.options(), "").getSchema())
        .setCreateDisposition(CreateDisposition.CREATE_NEVER)
        .setWriteDisposition(WriteDisposition.WRITE_APPEND)
        .setLabels(
            Map.of(
                JobLabels.LAYER, table.ref().schema(), JobLabels.TABLE, table.ref().name()))
        .build();
  }

  private void append(OpsTable table, String key, LoadJobConfiguration load)
      throws InterruptedException {
    int begun = 0;
    for (int attempt = 1; ; attempt++) {
      JobId id = id(table, key, attempt);
      Job job = home.client().getJob(id);
      boolean isOurs = job == null;
      Job ended = ended(isOurs ? created(id, load) : job);
      BigQueryError error = ended.getStatus().getError();
      if (error == null) {
        return;
      }
      begun += isOurs ? 1 : 0;
      // One that failed before is no reason to fail now.
      if (isOurs && (begun == ATTEMPTS || !BigQueryErrors.mayPass(error))) {
        throw new WarehouseException(
            Text.format(
                "BigQuery can't append to %s.%s: %s",
                home.datasets().table(table.ref()).getDataset(),
                table.ref().name(),
                error.getMessage()));
      }
    }
  }

  private JobId id(OpsTable table, String key, int attempt) {
    return home.job(
        "replay_ops_"
            + Sha256.ofText(String.join("\0", table.ref().name(), key, Integer.toString(attempt))));
  }

  private Job ended(Job job) throws InterruptedException {
    Job ended;
    try {
      ended = job.waitFor();
    } catch (BigQueryException e) {
      // The client throws the error of a job that failed.
      ended = home.client().getJob(job.getJobId());
      if (ended != null && !JobStatus.State.DONE.equals(ended.getStatus().getState())) {
        throw e;
      }
    }
    if (ended == null) {
      throw new WarehouseException(
          "BigQuery does not know the job " + job.getJobId().getJob() + " any more");
    }
    return ended;
  }

  private Job created(JobId id, LoadJobConfiguration load) {
    try {
      // The client answers with a job of the same id, if one was begun since yesterday.
      return home.client().create(JobInfo.of(id, load));
    } catch (BigQueryException e) {
      Job there = home.client().getJob(id);
      if (there == null) {
        throw e;
      }
      return there;
    }
  }
}
