package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold that sees only partitions from before a column was added reads it as null. */
class OlderColumnsTest {
  private static Mini mini(Path folder, String columns) {
    return new Mini(folder)
        .silver("things", "day")
        .gold(
            "mid",
            "{things: {}}",
            "id",
            "day",
            "day",
            "SELECT " + columns + " FROM things WHERE day = partition_day()");
  }

  @Test
  void aColumnThatNoneOfThemHasIsNull(@TempDir Path folder) {
    mini(folder, "id, day").put("things", "a", "2026-02-01", 1).run("2026-02-01", "2026-02-04");
    Mini grown =
        mini(folder, "id, day, val")
            .gold(
                "fct",
                "{mid: {lookback: P9D}}",
                "id",
                "day",
                "day",
                "SELECT id, partition_day() AS day, val FROM mid");

    grown.run("2026-02-04", "2026-02-04");

    assertThat(grown.query("SELECT id, val FROM gold.fct"), contains("a|null"));
  }
}
