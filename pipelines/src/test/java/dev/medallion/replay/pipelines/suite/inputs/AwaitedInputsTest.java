package dev.medallion.replay.pipelines.suite.inputs;

import static dev.medallion.replay.pipelines.suite.inputs.Mini.completeness;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition is open while something that it looks back or ahead on is not published. */
class AwaitedInputsTest {
  private static Mini counting(Path folder, String reach) {
    return new Mini(folder)
        .silver("things", "day")
        .gold(
            "fct",
            "{things: {" + reach + "}}",
            "day",
            "day",
            "day",
            "SELECT partition_day() AS day, count(*) AS n FROM things");
  }

  @Test
  void itWaitsForADayOfItsLookbackThatLiesBeyondWhatTheRunReads(@TempDir Path folder) {
    Mini mini = counting(folder, "lookback: P9D");
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-10", 1);

    Outcome first = mini.run("2026-02-10", "2026-02-10");

    assertThat(
        completeness(first, "gold.fct", "2026-02-10"), is("open, waits for things/2026-02-01"));
    assertThat(
        mini.bench().call("status").out(),
        containsString("waiting for what is not published (1): things/2026-02-01"));

    Outcome second = mini.run("2026-02-01", "2026-02-01");

    assertThat(second.manifest().partitions().downstream(), hasItem("fct/2026-02-10"));
    assertThat(completeness(second, "gold.fct", "2026-02-10"), is("complete"));
    assertThat(mini.query("SELECT n FROM gold.fct WHERE day = DATE '2026-02-10'"), contains("2"));
    assertThat(mini.bench().call("status").out(), not(containsString("waited for")));
  }

  @Test
  void itWaitsForADayOfItsLookahead(@TempDir Path folder) {
    Mini mini = counting(folder, "lookahead: P1D");
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-02", 1);

    Outcome first = mini.run("2026-02-01", "2026-02-01");
    Outcome second = mini.run("2026-02-02", "2026-02-02");

    assertThat(
        completeness(first, "gold.fct", "2026-02-01"), is("open, waits for things/2026-02-02"));
    assertThat(completeness(second, "gold.fct", "2026-02-01"), is("complete"));
  }

  @Test
  void itWaitsForADayOfWhichOnlyLateObjectsAreThere(@TempDir Path folder) {
    Mini mini = counting(folder, "lookback: P1D");
    mini.put("things", "2026-02-02", "x", "2026-02-01", 1, 1, "nobody");
    mini.put("things", "z", "2026-02-02", 1);

    assertThat(
        completeness(mini.run("2026-02-02", "2026-02-02"), "gold.fct", "2026-02-02"),
        is("open, waits for things/2026-02-01"));
  }

  @Test
  void daysBeforeTheFirstDataAndDaysToComeNeverExisted(@TempDir Path folder) {
    Mini mini = counting(folder, "lookback: P5D, lookahead: P5D");
    mini.put("things", "z", "2026-02-02", 1);

    assertThat(
        completeness(mini.run("2026-02-02", "2026-02-02"), "gold.fct", "2026-02-02"),
        is("complete"));
  }

  @Test
  void whatItsInputsWaitForItWaitsForTooUntilTheyDoNot(@TempDir Path folder) {
    Mini mini =
        counting(folder, "lookback: P1D")
            .gold("sums", "{fct: {}}", "day", "day", "day", "SELECT day, n > 0 AS some FROM fct");
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-02", 1);

    Outcome first = mini.run("2026-02-02", "2026-02-02");
    Outcome second = mini.run("2026-02-01", "2026-02-01");

    assertThat(
        completeness(first, "gold.sums", "2026-02-02"), is("open, waits for things/2026-02-01"));
    assertThat(completeness(second, "gold.sums", "2026-02-02"), is("complete"));
  }

  @Test
  void aDayThatWasTakenBackIsWaitedForAgain(@TempDir Path folder) {
    Mini mini = counting(folder, "lookback: P1D");
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-02", 1);
    Outcome first = mini.run("2026-02-01", "2026-02-01");
    mini.bench().call("rollback", "--run=" + first.manifest().run().runId());

    assertThat(
        completeness(mini.run("2026-02-02", "2026-02-02"), "gold.fct", "2026-02-02"),
        is("open, waits for things/2026-02-01"));
  }
}
