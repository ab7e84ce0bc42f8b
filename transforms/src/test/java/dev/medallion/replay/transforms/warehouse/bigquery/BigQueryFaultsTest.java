package dev.medallion.replay.transforms.warehouse.bigquery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publications that the service and the network disturb, and whose processes die: in the end every
 * partition holds what it is to hold, nothing else was written, and no job had its effect twice.
 *
 * <p>{@code -Dreplay.bigquery.schedules=300} plays more of them, {@code -Dreplay.bigquery.seed=7}
 * begins with another one.
 */
class BigQueryFaultsTest extends OnBigQueryServer {
  private static final Logger LOG = LoggerFactory.getLogger(BigQueryFaultsTest.class);

  @TempDir Path folder;

  @Test
  void everySchedule() throws Exception {
    int schedules = Integer.getInteger("replay.bigquery.schedules", 8);
    long first = Long.getLong("replay.bigquery.seed", 1);
    Map<String, Integer> figures = new TreeMap<>();
    for (long seed = first; seed < first + schedules; seed++) {
      Path place = Files.createDirectories(folder.resolve("seed-" + seed));
      FaultSchedule schedule = new FaultSchedule(server, seed, place);
      try {
        schedule.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      schedule.figures().forEach((what, times) -> figures.merge(what, times, Integer::sum));
    }
    LOG.info("{}", figures);
  }
}
