package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.BigQueryServer.Settings;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run of two days that publishes to BigQuery, in processes that die, while the service fails now
 * and then; it is gone on with until it is done. A third day was published before, and is none of
 * its business.
 */
final class CloudStage {
  private static final String PROJECT = JobEffects.PROJECT;
  private static final String PREFIX = JobEffects.PREFIX;
  private static final int LAUNCHES = 12;

  private final Path stage;
  private final Path before;
  private final Child child;
  private final Bench bench;
  private final SortedMap<String, Integer> figures = new TreeMap<>();

  /**
   * Publishes what is there before.
   *
   * @param folder empty
   */
  CloudStage(Program program, Path folder) throws IOException {
    this.stage = Files.createDirectory(folder.resolve("stage"));
    this.before = folder.resolve("before");
    this.child = new Child(program, Files.createDirectory(folder.resolve("children")));
    Bronze lake = KillLake.begin(stage.resolve("lake"));
    this.bench =
        SmallPayments.bench(stage, lake.lake().root(), "--allow=dead_letter_ratio")
            .publishingTo(address(), state().uri());
    String elsewhere = KillLake.ELSEWHERE;
    BigQueryServer server = open();
    try {
      Deed.good(bench.run("--from=" + elsewhere, "--to=" + elsewhere, "--runId=elsewhere"));
      Deed.good(bench.run("--runId=before"));
    } finally {
      server.close();
    }
    KillLake.grow(lake);
    Lake.copyOf(stage, before);
  }

  /** A server with the tables of the stage, and without the jobs that wrote them. */
  private BigQueryServer open() throws IOException {
    BigQueryServer server =
        BigQueryServer.start(Settings.usual().withDatabase(stage.resolve("bigquery.duckdb")));
    BigQueryElsewhere.serve(server.endpoint());
    return server;
  }

  private BigQueryServer begin() throws IOException {
    Folders.delete(stage);
    Lake.copyOf(before, stage);
    return open();
  }

  private String address() {
    return "bigquery:" + PROJECT + "." + PREFIX;
  }

  private Address state() {
    return Address.of(stage.resolve("state"));
  }

  SortedMap<String, Integer> figures() {
    return figures;
  }

  private void count(String what, int times) {
    figures.merge(what, times, Integer::sum);
  }

  /**
   * What is there in the end.
   *
   * @param rows of all tables
   * @param effects how many jobs changed each partition
   */
  record Result(SortedMap<String, List<String>> rows, SortedMap<String, Integer> effects) {}

  /** The result of a run that nobody disturbs. */
  Result undisturbed() throws Exception {
    try (BigQueryServer server = begin()) {
      SortedMap<String, List<String>> start = rows();
      Deed.good(bench.run("--runId=undisturbed"));
      SortedMap<String, List<String>> rows = rows();
      assertThat("it changes something", rows, is(not(start)));
      return new Result(rows, JobEffects.of(server).ofBoundedTries());
    }
  }

  private SortedMap<String, List<String>> rows() throws Exception {
    return PublishedRows.of(address(), state(), stage).contents();
  }

  /** Has all of it go wrong that is drawn, until nothing is drawn any more and the run is done. */
  void play(CloudFaults drawn, Result wanted) throws Exception {
    try (BigQueryServer server = begin()) {
      play(server, drawn, wanted);
    }
  }

  private void play(BigQueryServer server, CloudFaults drawn, Result wanted) throws Exception {
    child.giveEnvironment(Map.of("REPLAY_BIGQUERY_ENDPOINT", server.endpoint()));
    SortedMap<String, String> elsewhere = writtenElsewhere();
    server.faults().whenHit(this::dies);
    String run = "killed";
    List<String> printed = new ArrayList<>();
    boolean isDone = false;
    for (int launch = 1; !isDone; launch++) {
      assertThat(
          "launches\n" + String.join("\n", printed), launch, is(lessThanOrEqualTo(LAUNCHES)));
      server.faults().clear();
      drawn.order(launch, server.faults());
      String[] command = isBegun(run) ? resume(run) : run(run);
      count(command[0], 1);
      Child.End end = drawn.launch(launch, child, command);
      printed.add("launch " + launch + " ended with " + end.exitCode() + "\n" + end.printed());
      count("launches", 1);
      count(end.wasKilled() ? "kills" : "launches that ended with " + end.exitCode(), 1);
      isDone = end.exitCode() == 0;
      if (!isDone && !end.wasKilled() && cannotGoOn(end)) {
        count("begun anew", 1);
        run = "anew-" + launch;
      }
    }
    server.faults().clear();
    server.faults().whenHit(fault -> {});
    count(
        "calls hit by a fault",
        (int) server.calls().entries().stream().filter(e -> !e.fault().isEmpty()).count());
    assertThat(rows(), is(wanted.rows()));
    assertThat("the third day was not written", writtenElsewhere(), is(elsewhere));
    assertThat("jobs with an effect", JobEffects.of(server).ofBoundedTries(), is(wanted.effects()));
    count("schedules", 1);
  }

  /** Connections that end are those of a process that dies. */
  private void dies(Fault fault) {
    if (fault.kind() == Fault.Kind.DROPPED_BEFORE || fault.kind() == Fault.Kind.DROPPED_AFTER) {
      child.kill();
    }
  }

  private static boolean cannotGoOn(Child.End end) {
    return end.printed().contains("new run") || CutStage.OVER.matcher(end.printed()).find();
  }

  private boolean isBegun(String run) {
    return Files.exists(stage.resolve("state/runs").resolve(run).resolve("run.json"));
  }

  private String[] run(String id) {
    return new String[] {
      "run",
      "--model=payments",
      "--input=" + stage.resolve("lake"),
      "--from=" + SmallPayments.FROM,
      "--to=" + SmallPayments.TO,
      "--asOf=" + KillLake.AS_OF,
      "--signatureSecrets=" + PaymentsSample.SECRETS,
      "--allow=dead_letter_ratio",
      "--shards=1",
      "--progress=off",
      "--warehouse=" + address(),
      "--state=" + state().uri(),
      "--runId=" + id
    };
  }

  private String[] resume(String id) {
    return new String[] {
      "resume",
      "--run=" + id,
      "--warehouse=" + address(),
      "--state=" + state().uri(),
      "--progress=off"
    };
  }

  /** When each partition of the third day was written last. */
  private static SortedMap<String, String> writtenElsewhere() {
    SortedMap<String, String> written = new TreeMap<>();
    String day = KillLake.ELSEWHERE.replace("-", "");
    for (String layer : List.of("silver", "gold")) {
      BigQueryElsewhere.written(PROJECT, PREFIX + "_" + layer, day)
          .forEach((table, time) -> written.put(layer + "." + table, time));
    }
    assertThat("something is there", written.isEmpty(), is(false));
    return written;
  }
}
