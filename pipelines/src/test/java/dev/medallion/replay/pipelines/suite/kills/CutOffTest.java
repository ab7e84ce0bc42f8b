package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.transforms.storage.gcs.GcsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole runs from buckets to BigQuery, while both services fail and processes are cut off from them
 * at any call: once they are done, the tables hold what they hold when nobody disturbs, and each
 * partition was written once, or not at all where it had not changed.
 *
 * <p>{@code -Dreplay.cut.runs=300} plays more of them, {@code -Dreplay.cut.seed=7} begins with
 * another one. Ten of them share tables, so that each has those before it behind it.
 */
@EnabledIfSystemProperty(named = GcsServer.PROGRAM, matches = ".+")
class CutOffTest {
  private static final int SHARE = 10;

  @TempDir private static Path folder;

  @Test
  void everyScheduleEndsAsIfNothingHadHappened() throws Exception {
    long first = Long.getLong("replay.cut.seed", 1);
    long end = first + Integer.getInteger("replay.cut.runs", 3);
    SortedMap<String, Integer> figures = new TreeMap<>();
    for (long seed = first; seed < end; seed += SHARE) {
      Path own = Files.createDirectory(folder.resolve("from-" + seed));
      try (GcsServer buckets = GcsServer.start();
          CutStage stage = new CutStage(own, buckets, figures)) {
        for (long next = seed; next < Math.min(end, seed + SHARE); next++) {
          play(stage, next, seed);
          System.out.println("Seed " + next + " held: " + figures);
        }
      }
    }
  }

  private static void play(CutStage stage, long seed, long first) {
    try {
      stage.play(seed);
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "seed " + seed + " after " + first + " and on: " + e.getMessage(), e);
    }
  }
}
