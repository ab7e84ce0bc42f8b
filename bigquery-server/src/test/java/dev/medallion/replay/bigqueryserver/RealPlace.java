package dev.medallion.replay.bigqueryserver;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The service itself, and in it a dataset of this run alone, beside the one that is named. */
final class RealPlace implements Place {
  private final String token = Nondeterminism.newToken();
  private final BigQuery client;
  private final Storage storage;
  private final String location;

  private RealPlace(BigQuery client, Storage storage) {
    this.client = client;
    this.storage = storage;
    this.location = client.getDataset(System.getProperty("bigquery.dataset")).getLocation();
    client.create(
        DatasetInfo.newBuilder(dataset())
            .setLocation(location)
            .setDefaultTableLifetime(Duration.ofDays(1).toMillis())
            .build());
  }

  static RealPlace open() {
    String project = System.getProperty("bigquery.project");
    return new RealPlace(
        BigQueryOptions.newBuilder().setProjectId(project).build().getService(),
        StorageOptions.newBuilder().setProjectId(project).build().getService());
  }

  @Override
  public BigQuery client() {
    return client;
  }

  @Override
  public String dataset() {
    return System.getProperty("bigquery.dataset") + "_contract_" + token;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public String put(Path file) {
    String name = "contract-" + token + "/" + file.getFileName();
    String bucket = System.getProperty("bigquery.bucket");
    try {
      storage.createFrom(BlobInfo.newBuilder(bucket, name).build(), file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return "gs://" + bucket + "/" + name;
  }

  @Override
  public void close() {
    client.delete(dataset(), BigQuery.DatasetDeleteOption.deleteContents());
  }
}
