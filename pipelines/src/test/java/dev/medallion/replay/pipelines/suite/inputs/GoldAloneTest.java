package dev.medallion.replay.pipelines.suite.inputs;

import static dev.medallion.replay.pipelines.suite.inputs.Mini.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold that is published alone is computed from what is published. */
class GoldAloneTest {
  private static Mini mini(Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .silver("custs", "none")
            .gold(
                "fct",
                "{things: {lookback: P1D}, custs: {slice: 'id IN (SELECT ref FROM things)'}}",
                "id",
                "day",
                "day",
                "SELECT id, day, val FROM things WHERE day = partition_day()")
            .gold("big", "{fct: {}}", "id", "day", "day", "SELECT id, day FROM fct WHERE val > 9");
    return mini.put("things", "x", "2026-02-01", 1).put("things", "z", "2026-02-05", 1);
  }

  @Test
  void silverThatNobodyPublishedIsNamed(@TempDir Path folder) {
    Mini mini = mini(folder);

    Outcome never = mini.blocked("2026-02-01", "2026-02-01", "--tables=fct");

    assertThat(blocking(never), is(List.of("unpublished_input:fct/2026-02-01")));
    assertThat(never.out(), containsString("--tables=custs,fct,things"));
    mini.run("2026-02-01", "2026-02-01", "--tables=custs,fct,things");
    assertThat(mini.query("SELECT id FROM gold.fct"), contains("x"));
  }

  @Test
  void silverThatChangedSinceBlocksWhereGoldIsComputedFromIt(@TempDir Path folder) {
    Mini mini = mini(folder);
    mini.run("2026-02-01", "2026-02-05");
    mini.put("things", "2026-02-02", "x", "2026-02-01", 2, 2, "nobody");

    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-01", "--tables=fct")),
        is(List.of("unpublished_input:fct/2026-02-01", "unpublished_input:fct/2026-02-02")));
    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-01", "--tables=fct,big,custs")),
        is(List.of("unpublished_input:fct/2026-02-01", "unpublished_input:fct/2026-02-02")));
    mini.run("2026-02-05", "2026-02-05", "--tables=fct");
  }

  @Test
  void aTableBetweenCountsAsItsRowsDo(@TempDir Path folder) {
    Mini mini = mini(folder);
    mini.run("2026-02-01", "2026-02-05");
    mini.put("things", "2026-02-02", "x", "2026-02-01", 2, 20, "nobody");

    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-01", "--tables=big")),
        is(List.of("unpublished_input:big/2026-02-01")));
    mini.run("2026-02-01", "2026-02-01");
    mini.run("2026-02-01", "2026-02-01", "--tables=big");
    assertThat(mini.query("SELECT id FROM gold.big"), contains("x"));
  }

  @Test
  void aDimensionThatChangedIsNamed(@TempDir Path folder) {
    Mini mini = mini(folder);
    mini.run("2026-02-01", "2026-02-05");
    mini.put("custs", "nobody", "2026-02-01", 7);

    assertThat(
        blocking(mini.blocked("2026-02-05", "2026-02-05", "--tables=fct"))
            .contains("unpublished_input:fct/2026-02-05"),
        is(true));
  }
}
