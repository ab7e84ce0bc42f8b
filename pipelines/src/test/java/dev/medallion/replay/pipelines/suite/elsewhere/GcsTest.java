package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.SampleGolden;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
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

/** A lake, its state and a run's staging in a bucket of a process that speaks Cloud Storage. */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class GcsTest {
  private static final Address LAKE = Address.parse("gs://lake");

  private static GcsServer server;
  private static Storage bucket;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = GcsServer.start();
    server.bucket(LAKE.root());
    bucket = server.storage();
    MoreStorages.serve(bucket);
    put(PaymentsSample.ROOT, "bronze");
    put(PaymentsSample.SECRETS, "secrets.txt");
  }

  @AfterAll
  static void stop() {
    MoreStorages.serve();
    server.close();
  }

  private static void put(Path local, String target) throws IOException {
    try (Stream<Path> files = Files.walk(local)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = local.relativize(file).toString();
        bucket.create(
            LAKE.resolve(name.isEmpty() ? target : target + "/" + name), ByteSource.of(file));
      }
    }
  }

  @Test
  void theSampleGivesTheGoldenTablesAndNothingTheSecondTime() throws Exception {
    Bench bench = PaymentsSample.bench(folder, PaymentsSample.ROOT);

    good(run(bench, "first"));

    SampleGolden.assertGivenBy(bench.tables());
    assertThat(bucket.list(LAKE.resolve("staging"), NameRange.all()), is(empty()));
    List<String> state =
        bucket.list(LAKE.resolve("state"), NameRange.all()).stream()
            .map(o -> o.address().below(LAKE.resolve("state")))
            .toList();
    assertThat(state, hasItem("runs/first/manifest.json"));
    assertThat(Files.exists(Path.of("gs:")), is(false));

    Outcome again = good(run(bench, "again"));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    for (String run : List.of("again", "first")) {
      good(bench.call("rollback", "--run=" + run, "--runId=no-" + run, "--state=gs://lake/state"));
    }
    assertThat(
        bench.tables().query("SELECT count(*) FROM ops.replay_heads WHERE row_count > 0"),
        hasItem("0"));
    Outcome status = bench.call("status", "--state=gs://lake/state");
    assertThat(status.out(), containsString("no-first"));
  }

  private static Outcome run(Bench bench, String run) {
    return bench.run(
        "--input=gs://lake/bronze",
        "--signatureSecrets=gs://lake/secrets.txt",
        "--state=gs://lake/state",
        "--staging=gs://lake/staging",
        "--runId=" + run);
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
