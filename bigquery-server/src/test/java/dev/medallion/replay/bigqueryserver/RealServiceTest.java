package dev.medallion.replay.bigqueryserver;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract, on the service itself, with the credentials of whoever runs it.
 *
 * <p>{@code -Dbigquery.project=P -Dbigquery.dataset=D -Dbigquery.bucket=B}: dataset and bucket
 * exist in one location. The test makes a dataset of its own beside the named one, and removes it;
 * the files that it puts into the bucket stay.
 */
@EnabledIfSystemProperty(named = "bigquery.project", matches = ".+")
@EnabledIfSystemProperty(named = "bigquery.dataset", matches = ".+")
@EnabledIfSystemProperty(named = "bigquery.bucket", matches = ".+")
class RealServiceTest extends BigQueryContract {
  @Override
  Place open() {
    return RealPlace.open();
  }
}
