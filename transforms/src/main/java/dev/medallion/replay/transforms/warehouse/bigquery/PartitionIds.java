package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableId;
import java.util.Set;
import java.util.TreeSet;

/** The partitions that a table has, as BigQuery names them. */
final class PartitionIds {
  private PartitionIds() {}

  static Set<String> of(Queries queries, TableId table) {
    Set<String> ids = new TreeSet<>();
    for (FieldValueList row : queries.rows(sql(table))) {
      ids.add(row.get(0).getStringValue());
    }
    return ids;
  }

  private static String sql(TableId table) {
    return "SELECT partition_id FROM "
        + PartitionTimes.view(table)
        + " WHERE table_name = "
        + GoogleSql.literal(table.getTable())
        + " AND partition_id IS NOT NULL";
  }
}
