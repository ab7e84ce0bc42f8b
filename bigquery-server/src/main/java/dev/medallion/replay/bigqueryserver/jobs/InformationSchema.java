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
    List<String> tables = new ArrayList<>();
    for (Table table : catalog.tables(dataset)) {
      catalog.rows().expire(table);
      if (!table.isKept()) {
        continue;
      }
      if (table.partitioning().isPresent()) {
        tables.add(partitions(table));
        tables.add(outside(table, "'__UNPARTITIONED__'", table.streamed(), "HAVING count(*) > 0"));
      } else {
        tables.add(outside(table, "NULL", table.rows(), ""));
      }
    }
    String columns =
        "table_catalog, table_schema, table_name, partition_id, total_rows, total_logical_bytes,"
            + " last_modified_time, storage_tier";
    tables.add(
        "SELECT '', '', '', '', CAST(0 AS BIGINT), CAST(0 AS BIGINT), make_timestamptz(0), ''"
            + " WHERE false");
    return "(SELECT * FROM (" + String.join(" UNION ALL ", tables) + ") AS p(" + columns + "))";
  }

  /** A row for each partition that exists, also if it is empty. */
  private static String partitions(Table table) {
    String size = SizeSql.of(table.schema().fields());
    return "SELECT project, dataset, name, partition, coalesce(rows, 0), coalesce(bytes, 0),"
        + " make_timestamptz(modified * 1000), 'ACTIVE' FROM catalog.partitions LEFT JOIN (SELECT "
        + table.partitioning().orElseThrow().idSql()
        + " AS partition, count(*) AS rows, CAST(sum("
        + size
        + ") AS BIGINT) AS bytes FROM "
        + table.rows()
        + " GROUP BY 1) USING (partition) WHERE project = "
        + Quote.literal(table.name().project())
        + " AND dataset = "
        + Quote.literal(table.name().dataset())
        + " AND name = "
        + Quote.literal(table.name().table());
  }

  /** A row for the rows of a table that are in no partition. */
  private static String outside(Table table, String id, String from, String condition) {
    return "SELECT "
        + Quote.literal(table.name().project())
        + ", "
        + Quote.literal(table.name().dataset())
        + ", "
        + Quote.literal(table.name().table())
        + ", "
        + id
        + ", count(*), CAST(coalesce(sum("
        + SizeSql.of(table.schema().fields())
        + "), 0) AS BIGINT), make_timestamptz("
        + table.modified() * 1000
        + "), 'ACTIVE' FROM "
        + from
        + " "
        + condition;
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
