package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.AsksTheFile;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, taken back by the command. The rules one by one: {@code TakeBackTest}. */
class RollbackTest {
  @Test
  void runsAreTakenBackInOrderOutOfOrderAndToAndFro(@TempDir Path folder) {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    good(bench.run("--runId=r1"));
    SortedMap<String, List<String>> first = bench.tables().contents();
    good(bench.run(two.second(), "--runId=r2"));
    SortedMap<String, List<String>> second = bench.tables().contents();
    assertThat(second, is(not(first)));

    Outcome outOfOrder = bench.call("rollback", "--run=r1");
    assertThat(outOfOrder.exitCode(), is(3));
    assertThat(
        outOfOrder.out(),
        containsString("replaced_since charges/2026-02-03: run r2 has replaced it since"));
    assertThat(bench.tables().contents(), is(second));

    Outcome dry = bench.call("rollback", "--run=r2", "--dry-run");
    good(dry);
    assertThat(dry.out(), containsString("rollback would publish"));
    assertThat(bench.tables().contents(), is(second));

    good(bench.call("rollback", "--run=r2", "--runId=b2"));
    assertThat(bench.tables().contents(), is(first));
    good(bench.call("rollback", "--run=b2", "--runId=b3"));
    assertThat(bench.tables().contents(), is(second));
    good(bench.call("rollback", "--run=r2", "--runId=b4"));
    assertThat(bench.tables().contents(), is(first));

    Outcome twice = bench.call("rollback", "--run=r2");
    assertThat(twice.exitCode(), is(2));
    assertThat(twice.err(), containsString("was already rolled back by run b4"));

    Outcome toNothing = bench.call("rollback", "--run=r1", "--runId=b1");
    good(toNothing);
    assertThat("all rows are removed, and that is told", toNothing.out(), not(containsString("?")));
    assertThat(bench.tables().contents().keySet(), is(empty()));
    if (bench.isFile()) {
      assertThat(
          "tables that were not there before are gone",
          bench.tables().query("SELECT table_name FROM duckdb_tables() WHERE schema_name <> 'ops'"),
          is(empty()));
    }

    Outcome unchanged = bench.run("--runId=r3");
    good(unchanged);
    assertThat("the next run starts from nothing", bench.tables().contents(), is(first));
  }

  @AsksTheFile
  @Test
  void aRunOfAModelThatGainedAColumnIsTakenBack(@TempDir Path folder) {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    good(bench.run("--runId=r1"));
    SortedMap<String, List<String>> first = bench.tables().contents();
    String wider =
        ModelCopy.in(folder.resolve("wider/payments"))
            .replace("silver/charges.sql", "  amount,", "  amount, amount * 2 AS twice,")
            .option();
    good(bench.run(wider, "--runId=r2"));
    assertThat(
        bench.tables().query("SELECT DISTINCT twice FROM silver.charges"), is(List.of("2000")));

    good(bench.call("rollback", "--run=r2"));

    assertThat(
        bench.tables().query("SELECT DISTINCT twice FROM silver.charges"), is(List.of("null")));
    assertThat(
        bench.tables().contents().get("gold.fct_payments"), is(first.get("gold.fct_payments")));
    assertThat(
        bench.tables().query("SELECT id, amount FROM silver.charges ORDER BY id"),
        is(List.of("ch_1|1001", "ch_2|1001")));
    assertThat(
        "by its checksums each partition is what the first run published",
        bench
            .tables()
            .query(
                "SELECT DISTINCT h.full_checksum = p.full_checksum_after FROM ops.replay_heads h"
                    + " JOIN ops.replay_partitions p USING (table_name, partition)"
                    + " WHERE p.run_id = 'r1'"),
        is(List.of("true")));
  }

  @Test
  @AsksTheFile
  void rowsThatSomebodyElseWroteSinceAreNamedAndKept(@TempDir Path folder) {
    Bench bench = new Two(folder).bench("warehouse");
    good(bench.run("--runId=r1"));
    bench.writeByHand("UPDATE silver.charges SET amount = 42");
    SortedMap<String, List<String>> byHand = bench.tables().contents();

    for (Outcome outcome :
        List.of(
            bench.call("rollback", "--run=r1", "--dry-run"),
            bench.call("rollback", "--run=r1", "--runId=b1"))) {
      good(outcome);
      assertThat(
          outcome.out(),
          containsString(
              "foreign_rows charges/2026-02-03: it was changed by somebody else since run r1"));
    }
    good(bench.call("rollback", "--run=b1"));
    assertThat(bench.tables().contents(), is(byHand));
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
