package dev.medallion.replay.bigqueryserver;

import com.google.cloud.NoCredentials;
import com.google.cloud.RetryOption;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Job;
import java.time.Duration;

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

  /** The job when it is done; throws if it failed. */
  static Job done(Job job) throws InterruptedException {
    return job.waitFor(
        RetryOption.initialRetryDelayDuration(Duration.ofMillis(10)),
        RetryOption.maxRetryDelayDuration(Duration.ofMillis(500)),
        RetryOption.totalTimeoutDuration(Duration.ofMinutes(2)));
  }
}
