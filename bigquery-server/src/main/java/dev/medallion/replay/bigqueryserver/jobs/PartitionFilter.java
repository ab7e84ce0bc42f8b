package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.sql.GoogleSql;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.List;

/**
 * A table may require that its queries choose partitions.
 *
 * <p>Source: cloud.google.com/bigquery/docs/querying-partitioned-tables#require_a_partition_filter.
 * Here it is enough that a WHERE compares the column; the service wants a condition that it can
 * use.
 */
final class PartitionFilter {
  private PartitionFilter() {}

  static void check(List<Table> tables, String text) {
    for (Table table : tables) {
      if (table.requiresPartitionFilter()
          && !GoogleSql.filters(text, table.partitioning().orElseThrow().column())) {
        throw ApiException.invalidQuery(
            "Cannot query over table '"
                + table.name().stored()
                + "' without a filter over column(s) '"
                + table.partitioning().get().column()
                + "' that can be used for partition elimination");
      }
    }
  }
}
