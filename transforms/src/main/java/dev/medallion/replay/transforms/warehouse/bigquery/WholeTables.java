package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Replaces the rows of tables without partitions, and empties partitions of tables with required
 * columns, which a query's result does not fit. Rows of a table without partitions are replaced so:
 * they are loaded into a table of their own, and one transaction deletes the old rows and inserts
 * them. A load job with {@code WRITE_TRUNCATE} would replace the table's schema with its rows:
 * descriptions, policy tags and modes.
 *
 * <p>The transaction is a job with the id of the replacement. The table of loaded rows belongs to
 * one call, and expires after a day.
 */
final class WholeTables {
  private final Home home;
  private final JobRequests requests;
  private final RunningJobs running;

  WholeTables(Home home, JobRequests requests) {
    this.home = home;
    this.requests = requests;
    this.running = new RunningJobs(home);
  }

  /**
   * Loads the rows, and waits for it.
   *
   * @return the job that replaces those of the table; where the rows can't be loaded, one that
   *     fails for the same reason
   */
  JobConfiguration replace(Replacement replacement, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    TableId staged = home.datasets().table(Datasets.SCRATCH, "rows_" + Nondeterminism.newSalt());
    JobStatus loaded = load(replacement, staged, labels);
    if (loaded.getError() == null) {
      return script(replacement, insert(replacement, staged), labels);
    }
    if (BigQueryErrors.mayPass(loaded.getError())) {
      throw new JobsUnavailableException(
          "BigQuery failed to load the rows of "
              + replacement.table()
              + ": "
              + loaded.getError().getMessage(),
          null);
    }
    return query(
        "SELECT ERROR(" + GoogleSql.literal(loaded.getError().getMessage()) + ") AS failed",
        labels);
  }

  /** The job that leaves no row in the partition. */
  JobConfiguration empty(Replacement replacement, Map<String, String> labels) {
    return script(replacement, "", labels);
  }

  private JobStatus load(Replacement replacement, TableId staged, Map<String, String> labels)
      throws JobsUnavailableException, InterruptedException {
    home.require(Datasets.SCRATCH);
    LoadJobConfiguration load =
        LoadJobConfiguration.newBuilder(staged, requests.files(replacement), JobRequests.parquet())
            .setSchema(Fields.schema(replacement.result().columns()))
            .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .setWriteDisposition(WriteDisposition.WRITE_EMPTY)
            .setMaxBadRecords(0)
            .setLabels(labels)
            .build();
    JobId id = home.job("replay_rows_" + staged.getTable());
    home.client().create(JobInfo.of(id, load));
    return running.await(id).getStatus();
  }

  private String insert(Replacement replacement, TableId staged) {
    String columns =
        replacement.result().columns().stream()
            .map(Column::name)
            .map(GoogleSql::identifier)
            .collect(Collectors.joining(", "));
    return "INSERT INTO "
        + GoogleSql.table(table(replacement))
        + " ("
        + columns
        + ") SELECT "
        + columns
        + " FROM "
        + GoogleSql.table(staged)
        + ";\n";
  }

  private JobConfiguration script(
      Replacement replacement, String insert, Map<String, String> labels) {
    return query(
        "BEGIN TRANSACTION;\nDELETE FROM "
            + GoogleSql.table(table(replacement))
            + " AS r WHERE "
            + GoogleSql.in(
                TableRef.of(replacement), List.of(replacement.result().partition().value()), "r")
            + ";\n"
            + insert
            + "COMMIT TRANSACTION;",
        labels);
  }

  private TableId table(Replacement replacement) {
    return home.datasets().table(TableRef.of(replacement));
  }

  private static JobConfiguration query(String sql, Map<String, String> labels) {
    return QueryJobConfiguration.newBuilder(sql)
        .setUseLegacySql(false)
        .setUseQueryCache(false)
        .setLabels(labels)
        .build();
  }
}
