package dev.medallion.replay.transforms.storage.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;

/** The client of this process: with the credentials of its environment, made when it is needed. */
public final class GcsClient {
  /** The environment variable that names another server than Google's, e.g. one for tests. */
  static final String ENDPOINT = "REPLAY_GCS_ENDPOINT";

  private GcsClient() {}

  /** Reads the environment. */
  public static Storage ofEnvironment() {
    String endpoint = System.getenv(ENDPOINT);
    return endpoint == null || endpoint.isEmpty()
        ? options(GcsRetries.usual()).build().getService()
        : at(endpoint, GcsRetries.usual());
  }

  /** Of a server that asks for no credentials. */
  static Storage at(String endpoint, RetrySettings retries) {
    return options(retries)
        .setHost(endpoint)
        .setProjectId("replay")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }

  private static StorageOptions.Builder options(RetrySettings retries) {
    return StorageOptions.http()
        .setRetrySettings(retries)
        .setStorageRetryStrategy(new GcsRetryable())
        .setTransportOptions(
            HttpTransportOptions.newBuilder().setHttpTransportFactory(new GcsTransport()).build());
  }
}
