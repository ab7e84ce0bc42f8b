package dev.medallion.replay.bigqueryserver;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;

/** The official client of a server. */
final class Client {
  static final String PROJECT = "test-project";

  private Client() {}

  static BigQuery of(BigQueryServer server) {
    return at(server.endpoint());
  }

  static BigQuery at(String endpoint) {
    return BigQueryOptions.newBuilder()
        .setHost(endpoint)
        .setProjectId(PROJECT)
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }
}
