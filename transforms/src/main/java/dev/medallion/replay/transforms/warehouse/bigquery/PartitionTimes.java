package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.options.window.Grain;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** When partitions were written last, in microseconds, as BigQuery says. */
final class PartitionTimes {
  private static final long MICROS_PER_MILLI = 1000;

  private final Home home;
  private final Queries queries;

  PartitionTimes(Home home, Queries queries) {
    this.home = home;
    this.queries = queries;
  }

  /** Of those partitions of a table of which it says something. */
  SortedMap<String, String> of(TableId table, Collection<String> partitions) {
    SortedMap<String, String> said = new TreeMap<>();
    if (partitions.isEmpty()) {
      return said;
    }
    if (partitions.contains(Grain.ALL)) {
      Table whole = home.client().getTable(table);
      if (whole != null && whole.getLastModifiedTime() != null) {
        said.put(Grain.ALL, Long.toString(whole.getLastModifiedTime() * MICROS_PER_MILLI));
      }
      return said;
    }
    Map<String, String> byId = partitions.stream().collect(Collectors.toMap(Decorator::id, p -> p));
    for (FieldValueList row : queries.rows(sql(table, byId.keySet()))) {
      said.put(byId.get(row.get(0).getStringValue()), row.get(1).getStringValue());
    }
    return said;
  }

  /** The view that lists the partitions of a dataset. */
  static String view(TableId table) {
    return GoogleSql.table(
        TableId.of(table.getProject(), table.getDataset(), "INFORMATION_SCHEMA.PARTITIONS"));
  }

  private static String sql(TableId table, Set<String> ids) {
    return "SELECT partition_id, UNIX_MICROS(last_modified_time) AS micros FROM "
        + view(table)
        + " WHERE table_name = "
        + GoogleSql.literal(table.getTable())
        + " AND partition_id IN "
        + GoogleSql.oneOf(ids);
  }

  /** Whether something was written before a job ended, or in that millisecond. */
  static boolean isNotAfter(String said, Optional<Instant> ended) {
    return ended
        .filter(end -> Long.parseLong(said) < (end.toEpochMilli() + 1) * MICROS_PER_MILLI)
        .isPresent();
  }
}
