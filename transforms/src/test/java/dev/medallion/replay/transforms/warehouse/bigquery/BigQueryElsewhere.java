package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.util.SortedMap;
import java.util.TreeMap;

/** A server of BigQuery for tests of whole runs. */
public final class BigQueryElsewhere {
  private BigQueryElsewhere() {}

  /** From now on that of this address; empty: Google's. */
  public static void serve(String endpoint) {
    BigQueryClient.serve(endpoint);
  }

  /** Somebody runs a statement by hand. */
  public static void run(String project, String sql) {
    try {
      BigQueryClient.ofEnvironment(project).query(QueryJobConfiguration.of(sql));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * When a partition was written last, of each table of a dataset that has it.
   *
   * @param partition as BigQuery names it, e.g. {@code 20260203}
   * @return by the table's name
   */
  public static SortedMap<String, String> written(
      String project, String dataset, String partition) {
    SortedMap<String, String> written = new TreeMap<>();
    Home home =
        new Home(BigQueryClient.ofEnvironment(project), new Datasets(project, dataset), () -> "EU");
    for (FieldValueList row :
        new Queries(home)
            .rows(
                "SELECT table_name, last_modified_time FROM "
                    + GoogleSql.identifier(
                        project + "." + dataset + ".INFORMATION_SCHEMA.PARTITIONS")
                    + " WHERE partition_id = "
                    + GoogleSql.literal(partition))) {
      written.put(row.get(0).getStringValue(), row.get(1).getStringValue());
    }
    return written;
  }
}
