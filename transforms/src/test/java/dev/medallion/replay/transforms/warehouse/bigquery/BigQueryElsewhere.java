package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery;

/** A server of BigQuery for tests of whole runs. */
public final class BigQueryElsewhere {
  private BigQueryElsewhere() {}

  /** From now on that of this address; empty: Google's. */
  public static void serve(String endpoint) {
    BigQueryClient.serve(endpoint);
  }

  /** A client of it. */
  public static BigQuery client(String project) {
    return BigQueryClient.ofEnvironment(project);
  }
}
