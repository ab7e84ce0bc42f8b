package dev.medallion.replay.pipelines.suite.inputs;

import static dev.medallion.replay.pipelines.suite.inputs.Mini.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition sees its whole month, and lookback and lookahead of that. */
class ReachOfPartitionTest {
  private static Mini mini(Path folder, String reach) {
    return new Mini(folder)
        .silver("others", "day")
        .silver("things", "day", "references: {ref: others}")
        .gold(
            "monthly",
            "{things: {}, others: {" + reach + "}}",
            "id",
            "month",
            "month",
            "SELECT t.id, partition_day() AS month, o.id AS found"
                + " FROM things t LEFT JOIN others o ON o.id = t.ref"
                + " WHERE date_trunc('month', t.day) = partition_day()");
  }

  @Test
  void whatLiesInTheSameMonthIsWithinReachHoweverFarItsDayIs(@TempDir Path folder) {
    Mini mini = mini(folder, "");
    mini.put("others", "o1", "2026-02-01", 1).put("others", "o2", "2026-02-28", 1);
    mini.put("things", "2026-02-28", "x", "2026-02-28", 1, 1, "o1");
    mini.put("things", "2026-02-01", "y", "2026-02-01", 1, 1, "o2");

    mini.run("2026-02-01", "2026-02-28");

    assertThat(
        mini.query("SELECT id, found FROM gold.monthly ORDER BY id"), contains("x|o1", "y|o2"));
  }

  @Test
  void lookbackBeginsBeforeTheFirstDayOfTheMonth(@TempDir Path folder) {
    Mini mini = mini(folder, "lookback: P3D");
    mini.put("others", "o1", "2026-01-29", 1);
    mini.put("things", "2026-02-20", "x", "2026-02-20", 1, 1, "o1");
    mini.run("2026-01-01", "2026-01-31");

    mini.run("2026-02-01", "2026-02-28");

    assertThat(mini.query("SELECT found FROM gold.monthly"), contains("o1"));
  }

  @Test
  void whatLiesBeyondBlocksFromEitherSideAndNamesTheMonth(@TempDir Path folder) {
    for (boolean referringFirst : List.of(true, false)) {
      Mini mini = mini(folder.resolve("" + referringFirst), "lookback: P3D");
      mini.put("others", "o1", "2026-01-28", 1);
      mini.put("things", "2026-02-01", "x", "2026-02-01", 1, 1, "o1");
      String first = referringFirst ? "2026-02-01" : "2026-01-01";
      String second = referringFirst ? "2026-01-01" : "2026-02-01";
      mini.run(first, first);

      assertThat(
          blocking(mini.blocked(second, second)), is(List.of("lookback_exceeded:monthly/2026-02")));
    }
  }
}
