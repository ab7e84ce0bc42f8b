package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import dev.medallion.replay.transforms.warehouse.log.OpsTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Appends rows to the tables for people: whoever comes second appends nothing. */
final class OpsLoads {
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
      new OnceJobs(home)
          .run("replay_ops_", table.ref().name() + "\0" + key, load(table, uploaded.source()));
    } catch (BigQueryException e) {
      throw BigQueryErrors.failed("append to the ops tables", e);
    }
  }

  private LoadJobConfiguration load(OpsTable table, String source) {
    return LoadJobConfiguration.newBuilder(
            home.datasets().table(table.ref()), source, JobRequests.parquet())
        .setSchema(shapes.require(table.ref(), table.columns(), table.options(), "").getSchema())
        .setCreateDisposition(CreateDisposition.CREATE_NEVER)
        .setWriteDisposition(WriteDisposition.WRITE_APPEND)
        .setLabels(
            Map.of(JobLabels.LAYER, table.ref().schema(), JobLabels.TABLE, table.ref().name()))
        .build();
  }
}
