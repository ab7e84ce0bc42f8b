package dev.medallion.replay.pipelines.suite.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.localcloud.LocalCloud;
import dev.medallion.replay.localcloud.Prism;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import dev.medallion.replay.transforms.storage.kinds.MoreStorages;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The nearest to production that one machine allows: the worker in a process of its own, the lake,
 * the state and the staging in buckets, the tables in BigQuery. Every command gives what it gives
 * in one process, on local folders, in a DuckDB file.
 */
@EnabledIfSystemProperty(named = Prism.PROGRAM, matches = ".+")
@EnabledIfSystemProperty(named = LocalCloud.BUCKETS_PROGRAM, matches = ".+")
class CloudCommandsTest {
  private static final Address BUCKET = Address.parse("gs://lake");

  /** A charge that the contract knows no status for. */
  private static final String LOST =
      BronzeRecord.charge("ch_lost", SmallPayments.FROM + "T12:00:00Z")
          .with("status", BronzeRecord.quoted("lost"))
          .json();

  private static final String LETTERS =
      "SELECT code, entity, object, position, hex(raw) FROM ops.replay_dead_letters ORDER BY ALL";

  @TempDir private static Path processes;
  private static LocalCloud cloud;
  private static Prism prism;
  private static Storage bucket;

  @TempDir private Path folder;
  private String place;

  @BeforeAll
  static void start() throws Exception {
    cloud = LocalCloud.start(processes, processes.resolve("bigquery.duckdb"));
    cloud.makeBucket(BUCKET.root());
    prism = Prism.start(processes, cloud.environment());
    bucket = GcsServer.storage(cloud.storage());
    MoreStorages.serve(bucket);
    BigQueryElsewhere.serve(cloud.bigQuery());
  }

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
    MoreStorages.serve();
    prism.close();
    cloud.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void everyCommandGivesTheTablesOfOneProcess(int shards) throws Exception {
    place = "commands" + shards;
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    bronze.run("charges", SmallPayments.TO, "bad", LOST);
    String model = ModelCopy.withLostCharges(folder.resolve("model")).option();
    String cut = "--shards=" + shards;
    Bench here = SmallPayments.bench(folder, bronze.lake().root(), "--allow=dead_letter_ratio");
    Bench there = elsewhere(here, bronze.lake().root());
    int done = Collections.frequency(prism.states(), "DONE");

    good(here.plan("--out", "--runId=planned"));
    good(there.plan(on(prism, "--out", "--runId=planned", cut)));
    good(here.call("apply", "--plan=planned", "--runId=applied"));
    good(there.call("apply", "--plan=planned", "--runId=applied", state()));
    assertThat(tables().contents(), is(here.tables().contents()));
    assertThat(tables().query(LETTERS), is(here.tables().query(LETTERS)));

    good(here.run("--runId=again"));
    Outcome again = good(there.run(on(prism, "--runId=again", cut)));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));

    good(here.redrive(model, "--run=applied", "--runId=redriven"));
    good(there.redrive(on(prism, model, "--run=applied", "--runId=redriven", cut)));
    assertThat(tables().contents().get("silver.charges").toString(), containsString("ch_lost"));
    assertThat(tables().contents(), is(here.tables().contents()));

    for (String run : List.of("redriven", "applied")) {
      good(here.call("rollback", "--run=" + run, "--runId=no-" + run));
      good(there.call("rollback", "--run=" + run, "--runId=no-" + run, state()));
      assertThat(run, nonEmpty(tables()), is(nonEmpty(here.tables())));
    }
    assertThat(Collections.frequency(prism.states(), "DONE"), is(greaterThanOrEqualTo(done + 3)));
  }

  @Test
  void aRunWhoseWorkerIsKilledFailsAndIsResumed() throws Exception {
    place = "killed";
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    Bench here = SmallPayments.bench(folder, lake);
    Bench there = elsewhere(here, lake);
    good(here.run());

    try (Prism first = Prism.start(folder.resolve("first"), cloud.environment())) {
      Thread killer = new Thread(() -> killWhenAtWork(first));
      killer.start();
      Outcome broken = there.run(on(first, "--runId=broken"));
      killer.join();
      assertThat(broken.err(), broken.exitCode(), is(1));
      assertThat(first.states(), is(List.of("FAILED")));
      assertThat(broken.err(), containsString("./replay resume --run=broken"));
    }
    assertThat(rows(tables()), is(0L));

    good(there.call("resume", with(prism, "--run=broken", "--progress=off", state())));
    assertThat(tables().contents(), is(here.tables().contents()));
  }

  @Test
  void aBlockedVerdictFailsTheJobAndItsReceiptIsThere() throws Exception {
    place = "blocked";
    Bronze bronze = SmallPayments.good(folder.resolve("lake"));
    bronze.run("charges", SmallPayments.TO, "bad", LOST);
    Bench there =
        elsewhere(SmallPayments.bench(folder, bronze.lake().root()), bronze.lake().root());

    Outcome blocked = there.run(on(prism, "--runId=blocked"));

    assertThat(blocked.err() + blocked.out(), blocked.exitCode(), is(3));
    assertThat(prism.states(), hasItem("FAILED"));
    Manifest receipt = RunFolder.open(BUCKET.resolve(place + "/state"), "blocked").latestManifest();
    assertThat(receipt.verdict(), is(Verdict.BLOCKED));
    assertThat(
        bucket.stat(BUCKET.resolve(place + "/state/runs/blocked/report.html")).isPresent(),
        is(true));
    assertThat(rows(tables()), is(0L));
  }

  /** The bench whose lake, state and staging are in the bucket, and whose tables are elsewhere. */
  private Bench elsewhere(Bench here, Path lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bucket.create(
            BUCKET.resolve(place + "/bronze/" + lake.relativize(file)), ByteSource.of(file));
      }
    }
    return here.publishingTo(warehouse(), BUCKET.resolve(place + "/state").toString());
  }

  /** For a command that reads the lake. */
  private String[] on(Prism runner, String... options) {
    return Stream.concat(
            Stream.of(with(runner, options)),
            Stream.of(
                "--staging=" + BUCKET.resolve(place + "/staging"),
                "--input=" + BUCKET.resolve(place + "/bronze")))
        .toArray(String[]::new);
  }

  private static String[] with(Prism runner, String... options) {
    return Stream.concat(runner.options().stream(), Stream.of(options)).toArray(String[]::new);
  }

  private String state() {
    return "--state=" + BUCKET.resolve(place + "/state");
  }

  private String warehouse() {
    return "bigquery:a-project." + place;
  }

  private Tables tables() throws SQLException, IOException {
    return PublishedRows.of(warehouse(), BUCKET.resolve(place + "/state"), folder);
  }

  /** The tables that have rows: where one is dropped, another warehouse may keep it empty. */
  private static Map<String, List<String>> nonEmpty(Tables tables) {
    Map<String, List<String>> contents = new TreeMap<>(tables.contents());
    contents.values().removeIf(List::isEmpty);
    return contents;
  }

  private static long rows(Tables tables) {
    return tables.contents().values().stream().mapToLong(List::size).sum();
  }

  private void killWhenAtWork(Prism victim) {
    try {
      Address records = BUCKET.resolve(place + "/staging/broken/completions");
      while (bucket.list(records, NameRange.all()).size() < 4) {
        Thread.sleep(5);
      }
      victim.killWorker();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
