package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.NoCredentials;
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
        ? StorageOptions.getDefaultInstance().getService()
        : at(endpoint);
  }

  /** Of a server that asks for no credentials. */
  static Storage at(String endpoint) {
    return StorageOptions.newBuilder()
        .setHost(endpoint)
        .setProjectId("replay")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }
}
