package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose reader was taken back can be taken back, too; one whose reader stands can't. */
class TakenBackReadersTest {
  private static final String DAY = "2026-02-01";
  private static final String GOLD = "SELECT id, ref FROM gold.fct ORDER BY ALL";

  @Test
  void aSliceIsTakenBackToAndFroInTheOrderOfTheRuns(@TempDir Path folder) {
    Mini mini = Mini.sliced(folder);
    mini.put("things", DAY, "b", DAY, 1, 1, "c1")
        .put("customers", "2025-01-01", "c1", "2025-01-01", 1, 1, "A");
    mini.run(DAY, DAY, "--runId=r1");
    mini.put("customers", "2026-05-01", "c1", "2026-05-01", 2, 1, "Z");
    mini.run(DAY, DAY, "--runId=r2", "--tables=customers");
    mini.run(DAY, DAY, "--runId=r3");
    assertThat(mini.query(GOLD), contains("b|Z"));

    back(mini, "r3", "b3");
    back(mini, "b3", "b4");
    Outcome early = mini.bench().call("rollback", "--run=r2", "--dry-run");
    assertThat(early.out(), containsString("left_out customers/all: run r3 has published"));
    back(mini, "r3", "b5");
    back(mini, "r2", "b2");

    assertThat(mini.query(GOLD), contains("b|A"));
    assertThat(mini.query("SELECT ref FROM silver.customers"), contains("A"));
    back(mini, "b2", "b6");
    back(mini, "b5", "b7");
    assertThat(mini.query(GOLD), contains("b|Z"));
    mini.run(DAY, DAY, "--runId=r4");
    assertThat(mini.query(GOLD), contains("b|Z"));
  }

  @Test
  void aDayThatWasEmptiedIsFilledAgainOnceItsReaderIsTakenBack(@TempDir Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .gold(
                "fct",
                "{things: {lookback: P1D}}",
                "day",
                "day",
                "day",
                "SELECT partition_day() AS day, count(*) AS n FROM things");
    String next = "2026-02-02";
    mini.put("things", "x", DAY, 1).put("things", "z", next, 1);
    mini.run(next, next, "--runId=r0");
    mini.run(DAY, DAY, "--runId=r1", "--tables=things");
    mini.delete("things", next, "x", DAY, 2);
    mini.run(DAY, DAY, "--runId=r2", "--tables=things");
    mini.put("things", "y", next, 1);
    mini.run(next, next, "--runId=r3");
    refused(mini, "r2", "run r3");

    for (String run : List.of("r3", "r2", "r1", "r0")) {
      back(mini, run, "back-" + run);
    }
    assertThat(mini.bench().tables().contents().keySet(), is(empty()));
  }

  private static void refused(Mini mini, String run, String by) {
    Outcome outcome = mini.bench().call("rollback", "--run=" + run, "--dry-run");
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(3));
    assertThat(outcome.out(), containsString("read_since"));
    assertThat(outcome.out(), containsString("Roll " + by + " back first"));
  }

  private static void back(Mini mini, String run, String id) {
    Outcome outcome = mini.bench().call("rollback", "--run=" + run, "--runId=" + id);
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
  }
}
