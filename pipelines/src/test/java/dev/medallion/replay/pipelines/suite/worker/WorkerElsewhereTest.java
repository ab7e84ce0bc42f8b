package dev.medallion.replay.pipelines.suite.worker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.golden.PaymentsGolden;
import dev.medallion.replay.pipelines.golden.TableComparison;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher and the worker are two processes with different working directories, home folders,
 * folders for temporary files and environments; a portable runner stands between them.
 */
@EnabledIfSystemProperty(named = Prism.PROGRAM, matches = ".+")
class WorkerElsewhereTest {
  private static final String ELSEWHERE = "--runner=" + PrismRunner.class.getName();
  private static final List<String> SILVER =
      List.of(
          "charges", "payment_intents", "invoices", "customers", "webhook_events", "extractions");

  @TempDir private Path folder;
  private Prism prism;

  @BeforeEach
  void start() throws Exception {
    prism = Prism.start(Files.createDirectory(folder.resolve("processes")));
  }

  @AfterEach
  void stop() throws Exception {
    prism.close();
  }

  @Test
  void theSampleGivesTheGoldenTables() throws Exception {
    Bench bench = PaymentsSample.bench(made("bench"), PaymentsSample.ROOT);

    Outcome outcome = bench.run(ELSEWHERE, "--progress=line");

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(outcome.err(), containsString("reading"));
    try (Connection golden =
            PaymentsGolden.expected(
                PaymentsSample.ROOT,
                PaymentsSample.FROM,
                PaymentsSample.TO,
                PaymentsSample.AS_OF,
                PaymentsSample.SECRET);
        Connection warehouse = bench.tables().open()) {
      for (String table : PaymentsGolden.TABLES) {
        String schema = SILVER.contains(table) ? "silver." : "gold.";
        TableComparison.assertEqualAsSets(golden, "expected." + table, warehouse, schema + table);
      }
    }
    Bench direct = PaymentsSample.bench(made("direct"), PaymentsSample.ROOT);
    assertThat(direct.run().exitCode(), is(0));
    assertThat(bench.tables().contents(), is(direct.tables().contents()));

    Outcome again = bench.run(ELSEWHERE, "--runId=again");
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(
        again.manifest().partitions().changes().stream().map(PartitionChange::action).toList(),
        everyItem(is(Action.SKIPPED)));
    assertThat(files(prism.home("worker")), is(empty()));
  }

  @Test
  void aFailureOfTheWorkerIsToldByTheLauncher() {
    Path lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    ModelCopy model =
        ModelCopy.in(folder.resolve("model"))
            .replace("silver/charges.sql", "  amount,", "  CAST(status AS BIGINT) AS amount,");

    Outcome outcome = SmallPayments.bench(made("bench"), lake).run(model.option(), ELSEWHERE);

    assertThat(outcome.exitCode(), is(1));
    assertThat(outcome.err(), containsString("replay: failed: silver/charges.sql"));
    assertThat(outcome.err(), not(containsString("ended as")));
  }

  private Path made(String name) throws RuntimeException {
    Path made = folder.resolve(name);
    made.toFile().mkdirs();
    return made;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
