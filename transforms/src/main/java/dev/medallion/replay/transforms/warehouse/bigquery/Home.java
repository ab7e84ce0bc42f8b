package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.JobId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The datasets, which are all in one location, and what is made there. The dataset of the layer
 * {@code ops} is made first: its location is that of all others, and of every job.
 */
final class Home {
  private static final String FIRST = "ops";
  private static final long SCRATCH_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final BigQuery client;
  private final Datasets datasets;
  private final Supplier<String> locationOfNew;
  private final JobMeter meter = new JobMeter();
  private final Set<String> there = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> location = Optional.empty();

  /**
   * @param locationOfNew where datasets are made, if there are none yet
   */
  Home(BigQuery client, Datasets datasets, Supplier<String> locationOfNew) {
    this.client = client;
    this.datasets = datasets;
    this.locationOfNew = locationOfNew;
  }

  BigQuery client() {
    return client;
  }

  /** Counts the jobs that this process asked for. */
  JobMeter meter() {
    return meter;
  }

  Datasets datasets() {
    return datasets;
  }

  /** The location of the datasets; empty where there are none yet. */
  Optional<String> location() {
    if (location.isEmpty()) {
      location =
          Optional.ofNullable(client.getDataset(datasets.dataset(FIRST))).map(Dataset::getLocation);
    }
    return location;
  }

  /** Makes the dataset of a layer, unless it is there. */
  void require(String layer) {
    if (location().isEmpty()) {
      make(FIRST, locationOfNew.get());
    }
    make(layer, location().orElseThrow());
  }

  private synchronized void make(String layer, String where) {
    if (there.contains(layer)) {
      return;
    }
    if (client.getDataset(datasets.dataset(layer)) == null) {
      DatasetInfo.Builder dataset =
          DatasetInfo.newBuilder(datasets.dataset(layer))
              .setLocation(where)
              .setDescription("Tables of the layer " + layer + ", published by replays")
              .setLabels(Map.of("replay_layer", layer));
      if (layer.equals(Datasets.SCRATCH)) {
        dataset.setDefaultTableLifetime(SCRATCH_MILLIS);
      }
      try {
        client.create(dataset.build());
      } catch (BigQueryException e) {
        if (e.getCode() != BigQueryErrors.CONFLICT) {
          throw e;
        }
      }
    }
    there.add(layer);
  }

  /** A job's id with where it runs. */
  JobId job(String id) {
    JobId.Builder job = JobId.newBuilder().setProject(datasets.project()).setJob(id);
    location().ifPresent(job::setLocation);
    return job.build();
  }
}
