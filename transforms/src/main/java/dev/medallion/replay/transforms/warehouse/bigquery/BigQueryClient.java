package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.NoCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;

/** The client of this process, with the credentials of its environment; it repeats calls. */
final class BigQueryClient {
  /** The environment variable that names another server than Google's, e.g. one for tests. */
  static final String ENDPOINT = "REPLAY_BIGQUERY_ENDPOINT";

  private static volatile String forTests = "";

  private BigQueryClient() {}

  /** For tests: another server than the environment says; empty: none. */
  static void serve(String endpoint) {
    forTests = endpoint;
  }

  /** Whether the environment names another server. */
  static boolean isElsewhere() {
    return !endpoint().isEmpty();
  }

  private static String endpoint() {
    String endpoint = System.getenv(ENDPOINT);
    return forTests.isEmpty() && endpoint != null ? endpoint : forTests;
  }

  /** Reads the environment. */
  static BigQuery ofEnvironment(String project) {
    BigQueryOptions.Builder options = options(project);
    return isElsewhere()
        ? RetryingClient.of(
            elsewhere(options, endpoint()).build().getService(), RetryingClient.QUICK)
        : RetryingClient.of(options.build().getService(), RetryingClient.PATIENT);
  }

  /** Of a server that asks for no credentials. */
  static BigQuery at(String endpoint, String project) {
    return elsewhere(options(project), endpoint).build().getService();
  }

  private static BigQueryOptions.Builder options(String project) {
    BigQueryOptions.Builder options = BigQueryOptions.newBuilder().setProjectId(project);
    // Whoever repeats calls does it in one place: two loops would multiply.
    options.setRetrySettings(ServiceOptions.getNoRetrySettings());
    return options;
  }

  private static BigQueryOptions.Builder elsewhere(BigQueryOptions.Builder options, String host) {
    options.setHost(host);
    options.setCredentials(NoCredentials.getInstance());
    return options;
  }
}
