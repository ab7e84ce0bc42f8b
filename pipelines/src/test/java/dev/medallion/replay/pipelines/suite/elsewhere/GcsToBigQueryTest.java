package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.BigQueryServer.Settings;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Buckets in, BigQuery out: no file of a run is where a load job would not find it. */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsToBigQueryTest {
  private static final Address LAKE = Address.parse("gs://lake");
  private static final String WAREHOUSE = "bigquery:a-project.lake";

  private static GcsServer buckets;
  private static BigQueryServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    buckets = GcsServer.start();
    buckets.bucket(LAKE.root());
    server = BigQueryServer.start(Settings.usual().withStorage(buckets.endpoint()));
    MoreStorages.serve(buckets.storage());
    BigQueryElsewhere.serve(server.endpoint());
  }

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
    MoreStorages.serve();
    server.close();
    buckets.close();
  }

  @Test
  void daysOfTheSampleGiveTheTablesOfTheEmbeddedWarehouse() throws Exception {
    Storage bucket = buckets.storage();
    try (Stream<Path> files = Files.walk(PaymentsSample.ROOT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bucket.create(
            LAKE.resolve("bronze/" + PaymentsSample.ROOT.relativize(file)), ByteSource.of(file));
      }
    }
    Bench embedded = PaymentsSample.bench(folder, PaymentsSample.ROOT);
    Bench bench = embedded.publishingTo(WAREHOUSE, "gs://lake/state");

    good(run(bench, "first"));
    good(embedded.run("--from=2026-02-03", "--to=2026-02-04"));
    assertThat(
        PublishedRows.of(WAREHOUSE, Address.parse("gs://lake/state"), folder).contents(),
        is(embedded.tables().contents()));
    Outcome again = good(run(bench, "again"));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    List<String> loaded =
        server.jobs("a-project").stream()
            .filter(j -> j.kind().equals("load"))
            .flatMap(j -> j.destination().stream())
            .toList();
    assertThat(loaded, everyItem(startsWith("a-project:lake_")));
    assertThat(
        server.jobs("a-project").stream().flatMap((JobEntry j) -> j.error().stream()).toList(),
        is(List.of()));
  }

  private static Outcome run(Bench bench, String run) {
    return bench.run(
        "--input=gs://lake/bronze",
        "--staging=gs://lake/staging",
        "--from=2026-02-03",
        "--to=2026-02-04",
        "--runId=" + run);
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
