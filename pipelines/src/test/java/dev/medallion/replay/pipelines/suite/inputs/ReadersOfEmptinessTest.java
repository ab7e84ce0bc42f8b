package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later run read as empty was read. */
class ReadersOfEmptinessTest {
  private static Mini mini(Path folder) {
    return new Mini(folder)
        .silver("things", "day")
        .gold(
            "fct",
            "{things: {lookback: P1D}}",
            "day",
            "day",
            "day",
            "SELECT partition_day() AS day, count(*) AS n FROM things");
  }

  @Test
  void aDayThatWasEmptiedIsNotFilledAgainBelowWhoReadItEmpty(@TempDir Path folder) {
    Mini mini = mini(folder);
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-02", 1);
    mini.run("2026-02-01", "2026-02-01");
    mini.delete("things", "2026-02-02", "x", "2026-02-01", 2);
    Outcome emptied = mini.run("2026-02-01", "2026-02-01");
    mini.run("2026-02-02", "2026-02-02");

    Outcome refused = rollback(mini, emptied);

    assertThat(refused.out() + refused.err(), refused.exitCode(), is(3));
    assertThat(refused.out(), containsString("read_since"));
    assertThat(refused.out(), containsString("fct/2026-02-02"));
    assertThat(mini.query("SELECT id FROM silver.things"), contains("z"));
  }

  @Test
  void aDayThatWasTakenBackIsNotBroughtBackBelowWhoReadItAbsent(@TempDir Path folder) {
    Mini mini = mini(folder);
    mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-02", 1);
    Outcome first = mini.run("2026-02-01", "2026-02-01");
    rollback(mini, first);
    String back =
        mini.query("SELECT run_id FROM ops.replay_runs ORDER BY sequence DESC LIMIT 1").get(0);
    mini.run("2026-02-02", "2026-02-02");

    Outcome refused = mini.bench().call("rollback", "--run=" + back);

    assertThat(refused.out() + refused.err(), refused.exitCode(), is(3));
    assertThat(refused.out(), containsString("fct/2026-02-02"));
  }

  private static Outcome rollback(Mini mini, Outcome run) {
    return mini.bench().call("rollback", "--run=" + run.manifest().run().runId());
  }
}
