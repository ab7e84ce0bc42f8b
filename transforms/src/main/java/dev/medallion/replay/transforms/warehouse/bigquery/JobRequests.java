package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.ParquetOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.List;
import java.util.Map;

/**
 * What is sent to BigQuery for a job. Each either replaces exactly the rows of its partition or
 * does nothing; none creates a table.
 */
final class JobRequests {
  private final Datasets datasets;
  private final KeptFiles kept;

  JobRequests(Datasets datasets, KeptFiles kept) {
    this.datasets = datasets;
    this.kept = kept;
  }

  /**
   * Rows of files.
   *
   * @param table as it is
   */
  JobConfiguration load(
      Replacement replacement, StandardTableDefinition table, Map<String, String> labels) {
    LoadJobConfiguration load =
        LoadJobConfiguration.newBuilder(destination(replacement), files(replacement), parquet())
            .setSchema(table.getSchema())
            .setCreateDisposition(CreateDisposition.CREATE_NEVER)
            .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
            .setMaxBadRecords(0)
            .setIgnoreUnknownValues(false)
            .setLabels(labels)
            .build();
    require(load.getDestinationTable(), replacement);
    return load;
  }

  /**
   * No rows. A query that finds none: it has an id, which a later call of a worker that was taken
   * for dead finds used up.
   */
  JobConfiguration empty(Replacement replacement, Map<String, String> labels) {
    TableRef table = TableRef.of(replacement);
    return found(
        replacement,
        "SELECT r.* FROM "
            + GoogleSql.table(datasets.table(table))
            + " AS r WHERE "
            + GoogleSql.in(table, List.of(partition(replacement)), "r")
            + " AND FALSE",
        labels);
  }

  /** The rows that a query finds. */
  JobConfiguration found(Replacement replacement, String sql, Map<String, String> labels) {
    QueryJobConfiguration query =
        query(sql, labels)
            .setDestinationTable(destination(replacement))
            .setCreateDisposition(CreateDisposition.CREATE_NEVER)
            .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
            .build();
    require(query.getDestinationTable(), replacement);
    return query;
  }

  /** Nothing at all. */
  static JobConfiguration nothing(Map<String, String> labels) {
    return query("SELECT 1 AS nothing", labels).build();
  }

  static QueryJobConfiguration.Builder query(String sql, Map<String, String> labels) {
    return QueryJobConfiguration.newBuilder(sql)
        .setUseLegacySql(false)
        .setUseQueryCache(false)
        .setLabels(labels);
  }

  static ParquetOptions parquet() {
    return ParquetOptions.newBuilder().setEnableListInference(true).build();
  }

  private TableId destination(Replacement replacement) {
    return Decorator.decorated(
        datasets.table(TableRef.of(replacement)), replacement.grain(), partition(replacement));
  }

  private void require(TableId destination, Replacement replacement) {
    Decorator.require(
        destination,
        datasets.table(TableRef.of(replacement)),
        replacement.grain(),
        partition(replacement));
  }

  private static String partition(Replacement replacement) {
    return replacement.result().partition().value();
  }

  /** The files of its rows, as a load job names them. */
  List<String> files(Replacement replacement) {
    return replacement.result().files().stream()
        .map(kept::resolve)
        .map(StagedFile::uri)
        .map(JobRequests::source)
        .toList();
  }

  /** Where BigQuery finds a file. */
  static String source(String uri) {
    return uri.startsWith("/") ? "file://" + uri : uri;
  }
}
