package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a server that answers as BigQuery does. */
class BigQueryTest {
  private static BigQueryServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = BigQueryServer.start();
    BigQueryElsewhere.serve(server.endpoint());
  }

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
    server.close();
  }

  @Test
  void daysOfTheSampleGiveTheTablesOfTheEmbeddedWarehouse() throws Exception {
    String address = "bigquery:a-project.golden";
    Path state = folder.resolve("state");
    Bench embedded = PaymentsSample.bench(folder, PaymentsSample.ROOT);
    Bench bench = embedded.publishingTo(address, state.toString());

    good(bench.run(window("--runId=first")));

    Tables published = PublishedRows.of(address, Address.of(state), folder);
    good(embedded.run(window("--runId=embedded")));
    SortedMap<String, List<String>> rows = published.contents();
    assertThat(rows, is(embedded.tables().contents()));
    assertThat(rows.values(), everyItem(is(not(empty()))));

    Outcome again = good(bench.run(window("--runId=again")));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    Outcome status = bench.call("status", "--state=" + state);
    assertThat(status.out(), containsString("again"));
    Outcome count =
        bench.call(
            "query", "SELECT COUNT(*) AS n FROM `a-project.golden_silver.charges`", "--format=csv");
    assertThat(
        count.out().lines().skip(1).findFirst().orElse(""),
        is(embedded.tables().value("SELECT count(*) FROM silver.charges")));
    for (String run : List.of("again", "first")) {
      good(bench.call("rollback", "--run=" + run, "--runId=no-" + run, "--state=" + state));
    }
    PublishedRows.of(address, Address.of(state), folder)
        .contents()
        .forEach((table, left) -> assertThat(table, left, is(empty())));
  }

  private static String[] window(String runId) {
    return new String[] {"--from=2026-02-03", "--to=2026-02-05", runId};
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }
}
