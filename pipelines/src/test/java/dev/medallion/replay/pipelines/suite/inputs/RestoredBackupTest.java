package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A warehouse whose published files are kept no longer, as after its restore from a backup, is read
 * itself.
 */
class RestoredBackupTest {
  private static final String ONE = "2026-02-01";
  private static final String TWO = "2026-02-02";

  @TempDir Path folder;

  @Test
  void runsGoOnWithoutTheKeptFiles() throws Exception {
    Mini mini =
        new Mini(folder)
            .silver("things", "day")
            .gold(
                "fct",
                "{things: {lookback: P1D}}",
                "id",
                "day",
                "day",
                "SELECT id || partition_day() AS id, partition_day() AS day, val FROM things");
    mini.put("things", "a", ONE, 1).put("things", "b", TWO, 2);
    mini.run(ONE, TWO);
    deleteKeptFiles();

    Outcome again = mini.run(ONE, TWO);

    assertThat(again.out(), containsString("0 partitions published"));
    mini.put("things", TWO, "b", TWO, 2, 5, "nobody");
    deleteKeptFiles();
    mini.run(TWO, TWO);
    assertThat(
        mini.query("SELECT day, id, val FROM gold.fct ORDER BY ALL"),
        contains(ONE + "|a" + ONE + "|1", TWO + "|a" + TWO + "|1", TWO + "|b" + TWO + "|5"));
  }

  private void deleteKeptFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake.duckdb.state/files"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
