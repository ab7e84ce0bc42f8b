package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.ExtractJobConfiguration;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of loads and extracts, in buckets of a server that speaks Cloud Storage. */
class FilesTest {
  private static final TableId TABLE = TableId.of("sales", "orders");

  @TempDir private Path folder;

  private static String count(BigQuery client) throws InterruptedException {
    return client
        .query(QueryJobConfiguration.of("SELECT count(*) FROM sales.orders"))
        .iterateAll()
        .iterator()
        .next()
        .get(0)
        .getStringValue();
  }

  private static LoadJobConfiguration load(String uri, FormatOptions format) {
    return LoadJobConfiguration.newBuilder(TABLE, uri, format)
        .setSchema(BigQueryContract.SCHEMA)
        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
        .build();
  }

  @Test
  void objectsAreLoadedAndExtracted() throws Exception {
    try (FakeBuckets buckets = FakeBuckets.start();
        BigQueryServer server =
            BigQueryServer.start(
                BigQueryServer.Settings.usual().withStorage(URI.create(buckets.endpoint())))) {
      BigQuery client = Client.of(server);
      client.create(DatasetInfo.of("sales"));
      for (String name : new String[] {"day=1/a.parquet", "day=1/b.parquet"}) {
        buckets.put(
            "lake/" + name,
            Files.readAllBytes(
                Parquet.write(folder.resolve("f"), "SELECT 'a' AS id, DATE '2026-02-03' AS day")));
      }
      Client.done(
          client.create(JobInfo.of(load("gs://lake/day=1/a.parquet", FormatOptions.parquet()))));
      assertThat(count(client), is("1"));
      Client.done(client.create(JobInfo.of(load("gs://lake/day=1/*", FormatOptions.parquet()))));
      assertThat(count(client), is("2"));
      Client.done(
          client.create(
              JobInfo.of(
                  ExtractJobConfiguration.newBuilder(TABLE, "gs://lake/out/*.parquet")
                      .setFormat("PARQUET")
                      .build())));
      assertThat(buckets.get("lake/out/000000000000.parquet"), is(notNullValue()));
    }
  }

  @Test
  void linesOfJsonAreLoaded() throws Exception {
    try (ServerPlace place = ServerPlace.open()) {
      Path file = folder.resolve("rows.json");
      Files.writeString(
          file,
          """
          {"id": "a", "amount": "12345678901234.56", "day": "2026-02-03"}
          {"id": "b", "amount": 0.1, "day": null}
          """);
      place.client().create(DatasetInfo.newBuilder("sales").setLocation("EU").build());
      Client.done(
          place.client().create(JobInfo.of(load(file.toUri().toString(), FormatOptions.json()))));
      assertThat(
          place
              .client()
              .query(QueryJobConfiguration.of("SELECT amount FROM sales.orders ORDER BY id"))
              .iterateAll()
              .iterator()
              .next()
              .get(0)
              .getStringValue(),
          is("12345678901234.56"));
    }
  }
}
