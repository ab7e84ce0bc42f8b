package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.store.Catalog;

/**
 * A job runs in one location, and knows only the datasets there.
 *
 * <p>Source: cloud.google.com/bigquery/docs/locations#specify_locations.
 */
final class Locations {
  private Locations() {}

  static void check(Catalog catalog, DatasetName dataset, String location) {
    if (!catalog.dataset(dataset).location().equalsIgnoreCase(location)) {
      throw ApiException.notFound("Dataset " + dataset + " was not found in location " + location);
    }
  }
}
