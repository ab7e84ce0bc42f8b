package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.golden.SampleGolden;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands against a server that answers as BigQuery does.
 *
 * <p>{@code -Dreplay.bigquery.project=<project> -Dreplay.bigquery.state=gs://<bucket>/<folder>}
 * takes the real service instead, and datasets that begin with {@code replay_test}, which must not
 * be there yet. {@code -Dreplay.bigquery.month=true} takes the whole sample.
 */
class BigQueryTest {
  private static final Optional<String> REAL =
      Optional.ofNullable(System.getProperty("replay.bigquery.project"));
  private static final boolean IS_WHOLE = Boolean.getBoolean("replay.bigquery.month");
  private static final String PREFIX = "replay_test";

  private static Optional<BigQueryServer> server = Optional.empty();

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    if (REAL.isEmpty()) {
      server = Optional.of(BigQueryServer.start());
      BigQueryElsewhere.serve(server.get().endpoint());
    }
  }

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
    server.ifPresent(BigQueryServer::close);
  }

  private String state() {
    return System.getProperty("replay.bigquery.state", folder.resolve("state").toString());
  }

  @Test
  void theSampleGivesTheTablesOfTheEmbeddedWarehouse() throws Exception {
    String project = REAL.orElse("a-project");
    String address = "bigquery:" + project + "." + PREFIX;
    Bench embedded = PaymentsSample.bench(folder, PaymentsSample.ROOT);
    Bench bench = embedded.publishingTo(address, state());

    Outcome plan = good(bench.plan(window("--runId=looked")));
    JobForecast forecast = plan.manifest().forecast().orElseThrow();
    assertThat(plan.out(), containsString("would load a partition each"));
    assertThat(plan.out(), containsString(" of 100,000"));

    Outcome first = good(bench.run(window("--runId=first")));
    assertThat(
        "loads as announced",
        first.manifest().work().orElseThrow().usage().loadJobs(),
        is(forecast.loads() + forecast.transactions()));
    server.ifPresent(s -> assertThat("what each job wrote", written(s), is(planned(plan))));

    Tables published = PublishedRows.of(address, Address.parse(state()), folder);
    good(embedded.run(window("--runId=embedded")));
    SortedMap<String, List<String>> rows = published.contents();
    assertThat(rows, is(embedded.tables().contents()));
    assertThat(rows.values(), everyItem(is(not(empty()))));
    if (IS_WHOLE) {
      SampleGolden.assertGivenBy(published);
    }

    Outcome again = good(bench.run(window("--runId=again")));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    Outcome status = bench.call("status", "--state=" + state());
    assertThat(status.out(), containsString("again"));
    Outcome count =
        bench.call(
            "query",
            "SELECT COUNT(*) AS n FROM `" + project + "." + PREFIX + "_silver.charges`",
            "--format=csv");
    assertThat(
        count.out().lines().skip(1).findFirst().orElse(""),
        is(embedded.tables().value("SELECT count(*) FROM silver.charges")));
    Outcome write =
        bench.call(
            "query", "DELETE FROM `" + project + "." + PREFIX + "_silver.charges` WHERE true");
    assertThat(write.exitCode(), is(not(0)));
    assertThat(write.err(), containsString("a query may only read"));
    Outcome tooMuch =
        bench.call(
            "query",
            "SELECT id FROM `" + project + "." + PREFIX + "_silver.charges`",
            "--max-bytes=1B");
    assertThat(tooMuch.exitCode(), is(not(0)));
    assertThat(tooMuch.err(), containsString("and --max-bytes allows 1 B"));
    for (String run : List.of("again", "first")) {
      good(bench.call("rollback", "--run=" + run, "--runId=no-" + run, "--state=" + state()));
    }
    PublishedRows.of(address, Address.parse(state()), folder)
        .contents()
        .forEach((table, left) -> assertThat(table, left, is(empty())));
    assertThat(
        ops(bench, project, PREFIX, "runs", "run_id, command"),
        is(List.of("again,run", "first,run", "no-again,rollback", "no-first,rollback")));
  }

  private static List<String> ops(
      Bench bench, String project, String prefix, String table, String columns) {
    Outcome asked =
        good(
            bench.call(
                "query",
                "SELECT "
                    + columns
                    + " FROM `"
                    + project
                    + "."
                    + prefix
                    + "_ops."
                    + table
                    + "` ORDER BY run_id",
                "--max-bytes=1GB",
                "--format=csv"));
    assertThat(asked.err(), containsString("--max-bytes allows 1.0 GB"));
    return asked.out().lines().skip(1).toList();
  }

  @Test
  void theReceiptSaysWhatPublishingCostAndResumeAddsWhatTheOpsTablesLack() {
    assumeTrue(server.isPresent(), "only the test server fails on command");
    Bench bench =
        PaymentsSample.bench(folder, PaymentsSample.ROOT)
            .publishingTo("bigquery:a-project.lacking", state());
    server
        .orElseThrow()
        .faults()
        .add(JobFault.failing("lacking_ops.runs", "invalid", "no room for it"));

    Outcome run = good(bench.run("--from=2026-02-03", "--to=2026-02-03", "--runId=first"));
    assertThat(run.out(), containsString("Note: the ops tables lack this run"));
    assertThat(run.out(), containsString("no room for it"));
    assertThat(run.out(), containsString("load jobs"));
    assertThat(run.manifest().work().orElseThrow().usage().bytesLoaded(), is(greaterThan(0L)));

    assertThat(run.manifest().work().orElseThrow().snapshots(), is(empty()));

    Outcome resumed = good(bench.call("resume", "--run=first", "--state=" + state()));
    assertThat(resumed.err(), is(""));
    assertThat(ops(bench, "a-project", "lacking", "runs", "run_id"), is(List.of("first")));
    assertThat(
        ops(bench, "a-project", "lacking", "partitions", "DISTINCT run_id"), is(List.of("first")));
    Outcome back =
        good(
            bench.call(
                "rollback", "--run=first", "--runId=back", "--snapshot=7d", "--state=" + state()));
    assertThat(
        back.out(),
        containsString(
            "Before: silver.charges as lacking_snapshots.silver_charges_before_back until 20"));
  }

  /** The partitions that a plan would write, as BigQuery names them. */
  private static List<String> planned(Outcome plan) {
    return plan.manifest().partitions().changes().stream()
        .filter(c -> c.action() != Action.SKIPPED)
        .map(
            c ->
                c.table()
                    + (c.partition().equals(Grain.ALL) ? "" : "$" + c.partition().replace("-", "")))
        .sorted()
        .toList();
  }

  /** The tables of silver and gold that jobs wrote to, with their decorators. */
  private static List<String> written(BigQueryServer server) {
    return server.jobs("a-project").stream()
        .flatMap(j -> j.destination().stream())
        .filter(d -> d.matches("a-project:" + PREFIX + "_(silver|gold)[.].*"))
        .map(d -> d.substring(("a-project:" + PREFIX + "_").length()))
        .sorted()
        .toList();
  }

  private static String[] window(String runId) {
    return IS_WHOLE
        ? new String[] {runId}
        : new String[] {"--from=2026-02-03", "--to=2026-02-04", runId};
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
