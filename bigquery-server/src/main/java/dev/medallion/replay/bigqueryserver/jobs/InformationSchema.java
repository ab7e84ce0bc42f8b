package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Quote;
import dev.medallion.replay.bigqueryserver.schema.SizeSql;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Views of the service over what it holds, as relations in DuckDB's SQL.
 *
 * <p>Source of their columns: cloud.google.com/bigquery/docs/information-schema-partitions and
 * information-schema-jobs; the columns that are not here are refused as unknown.
 */
record InformationSchema(Catalog catalog, Job job) {

  /**
   * A view.
   *
   * @param owner project and dataset, or project and region, as far as they are written
   */
  String relation(List<String> owner, List<String> view) {
    String name = String.join(".", view).toUpperCase(Locale.ROOT);
    return switch (name) {
      case "PARTITIONS" -> partitions(dataset(owner));
      case "JOBS", "JOBS_BY_PROJECT" -> jobs(owner);
      default ->
          throw ApiException.invalidQuery(
              "Cannot translate INFORMATION_SCHEMA." + name + " for the test server");
    };
  }

  private DatasetName dataset(List<String> owner) {
    if (owner.isEmpty() || owner.get(owner.size() - 1).startsWith("region-")) {
      throw ApiException.invalidQuery("INFORMATION_SCHEMA.PARTITIONS needs a dataset");
    }
    DatasetName name =
        owner.size() == 1
            ? new DatasetName(job.project(), owner.get(0))
            : new DatasetName(owner.get(0), owner.get(1));
    Locations.check(catalog, name, job.location());
    return name;
  }

  private String partitions(DatasetName dataset) {
    List<String> rows = new ArrayList<>();
    for (Table table : catalog.tables(dataset)) {
      catalog.rows().expire(table);
      if (table.partitioning().isEmpty()) {
        rows.add(partition(table, Optional.empty(), table.modified()));
      }
      for (Map.Entry<String, Long> one : catalog.rows().modified(table.name()).entrySet()) {
        rows.add(partition(table, Optional.of(one.getKey()), one.getValue()));
      }
      unpartitioned(table).ifPresent(rows::add);
    }
    String columns =
        "table_catalog, table_schema, table_name, partition_id, total_rows, total_logical_bytes,"
            + " last_modified_time, storage_tier";
    String none =
        "SELECT '', '', '', '', CAST(0 AS BIGINT), CAST(0 AS BIGINT), make_timestamptz(0), ''";
    return rows.isEmpty()
        ? "(SELECT * FROM (" + none + ") AS p(" + columns + ") WHERE false)"
        : "(SELECT * FROM (" + String.join(" UNION ALL ", rows) + ") AS p(" + columns + "))";
  }

  private String partition(Table table, Optional<String> id, long modified) {
    return row(table, id, table.rows() + " WHERE " + catalog.rows().in(table, id), modified);
  }

  /** Rows that were streamed are in no partition yet. */
  private Optional<String> unpartitioned(Table table) {
    boolean streamed =
        table.partitioning().isPresent()
            && catalog.session().number("SELECT count(*) FROM " + table.streamed()) > 0;
    return streamed
        ? Optional.of(
            row(table, Optional.of("__UNPARTITIONED__"), table.streamed(), table.modified()))
        : Optional.empty();
  }

  private static String row(Table table, Optional<String> id, String from, long modified) {
    return "SELECT "
        + Quote.literal(table.name().project())
        + ", "
        + Quote.literal(table.name().dataset())
        + ", "
        + Quote.literal(table.name().table())
        + ", "
        + id.map(Quote::literal).orElse("NULL")
        + ", count(*), CAST(coalesce(sum("
        + SizeSql.of(table.schema().fields())
        + "), 0) AS BIGINT), make_timestamptz("
        + modified * 1000
        + "), 'ACTIVE' FROM "
        + from;
  }

  private String jobs(List<String> owner) {
    String region = owner.isEmpty() ? "" : owner.get(owner.size() - 1);
    if (!region.startsWith("region-")) {
      throw ApiException.invalidQuery(
          "Table \"INFORMATION_SCHEMA.JOBS\" must be qualified with a region");
    }
    String project = owner.size() > 1 ? owner.get(0) : job.project();
    String location = region.substring("region-".length());
    return "(SELECT * EXCLUDE (location) FROM catalog.jobs_view WHERE project_id = "
        + Quote.literal(project)
        + " AND lower(location) = lower("
        + Quote.literal(location)
        + "))";
  }
}
