package dev.medallion.replay.pipelines.suite.notrace;

import dev.medallion.replay.pipelines.golden.RetailGolden;
import dev.medallion.replay.testdata.retail.RetailLake;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;

/** Several sources and formats for one entity. */
class RetailNoTraceTest extends GeneratedLakeNoTrace {
  private static final LocalDate FROM = LocalDate.parse("2025-08-20");
  private static final int DAYS = 4;

  RetailNoTraceTest() {
    super("retail-lakehouse", FROM, DAYS);
  }

  @Override
  void write(Path root, long seed) throws Exception {
    RetailLake.write(root, seed, FROM, DAYS, 8);
  }

  @Override
  Optional<LocalDate> arrived(String path) {
    int at = path.indexOf("/dt=") + 4;
    return Optional.of(LocalDate.parse(path.substring(at, at + 10)));
  }

  @Override
  FirstRun firstRun(SplittableRandom random) {
    return new FirstRun(
        FROM.plusDays(1 + random.nextInt(DAYS - 1)), FROM.plusDays(random.nextInt(DAYS - 1)));
  }

  @Override
  void assertGiven(Path root, LocalDate from, LocalDate to, Connection warehouse) throws Exception {
    RetailGolden.assertGiven(root, from, to, warehouse);
  }
}
