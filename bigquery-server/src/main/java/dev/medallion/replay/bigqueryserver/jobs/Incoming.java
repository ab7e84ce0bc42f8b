package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Field;
import dev.medallion.replay.bigqueryserver.schema.RequiredSql;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;
import java.util.Optional;

/** Rows about to be written, held to the rules of their table. */
record Incoming(Catalog catalog, Table table, Destination destination, String relation) {
  /** cloud.google.com/bigquery/quotas#partitioned_tables: partitions modified by one job. */
  private static final int MOST_PARTITIONS = 4000;

  /** Refuses rows that may not be written; returns the partitions of the others. */
  List<String> partitions() {
    table.schema().fields().forEach(this::required);
    List<String> partitions = catalog.rows().partitions(table, relation, "true");
    destination.partition().ifPresent(p -> inside(partitions, p));
    if (partitions.size() > MOST_PARTITIONS) {
      throw ApiException.invalidQuery(
          "Too many partitions produced by query, allowed "
              + MOST_PARTITIONS
              + ", query produces at least "
              + partitions.size()
              + " partitions");
    }
    return partitions;
  }

  /**
   * All rows of a job into {@code t$id} must belong to it.
   *
   * <p>Source: the service's own words, e.g. github.com/mozilla/bigquery-etl/pull/4419, and
   * cloud.google.com/bigquery/docs/managing-partitioned-table-data#write-to-partition.
   */
  private void inside(List<String> partitions, String partition) {
    Optional<String> stray = partitions.stream().filter(p -> !p.equals(partition)).findFirst();
    if (stray.isPresent()) {
      throw ApiException.invalid(
          "Some rows belong to different partitions rather than destination partition "
              + destination.table().table()
              + "$"
              + partition
              + ": a row belongs to "
              + stray.get());
    }
  }

  private void required(Field field) {
    Optional<String> lacks = RequiredSql.lacks(field);
    if (lacks.isPresent()
        && catalog.session().number("SELECT count(*) FROM " + relation + " WHERE " + lacks.get())
            > 0) {
      throw ApiException.invalid(
          "Required field " + field.name() + " cannot be null in table " + table.name());
    }
  }
}
