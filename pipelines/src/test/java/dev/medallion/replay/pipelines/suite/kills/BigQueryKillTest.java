package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs that publish to BigQuery, while the service fails and processes die at any moment:
 * once they are done, every partition holds what it holds when nobody disturbs, no other was
 * written, and no job had its effect twice.
 *
 * <p>{@code -Dreplay.bigquery.runs=300} plays more of them, {@code -Dreplay.bigquery.seed=7} begins
 * with another one.
 */
class BigQueryKillTest {
  @TempDir private static Path folder;

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
  }

  @Test
  void everyScheduleEndsAsIfNothingHadHappened() throws Exception {
    Program program = Program.in(folder);
    CloudStage stage = new CloudStage(program, Files.createDirectory(folder.resolve("stage")));
    CloudStage.Result wanted = stage.undisturbed();
    long first = Long.getLong("replay.bigquery.seed", 1);
    long end = first + Integer.getInteger("replay.bigquery.runs", 1);
    for (long seed = first; seed < end; seed++) {
      try {
        stage.play(new CloudFaults(seed), wanted);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      System.out.println("Seed " + seed + " held: " + stage.figures());
    }
  }
}
