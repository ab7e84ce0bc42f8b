package dev.medallion.replay.pipelines.suite.notrace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.RetailGolden;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.testdata.retail.RetailLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order and the cut of the runs over a retail lake leave no trace, nor do days that came late.
 */
class RetailNoTraceTest {
  private static final LocalDate FROM = LocalDate.parse("2025-08-20");
  private static final int DAYS = 4;

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void windowsInAnyOrderEndAsPlainSqlOverAllFiles(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Path all = Files.createDirectories(folder.resolve("all"));
    RetailLake.write(all, seed, FROM, DAYS, 8);
    Bench bench =
        new Bench(
            Files.createDirectories(folder.resolve("bench")),
            "--model=retail-lakehouse",
            "--input=" + lake,
            "--progress=off",
            "--allow=row_drop",
            "--allow=no_objects",
            "--allow=dead_letter_ratio",
            "--expand=affected");

    LocalDate firstArrived = FROM.plusDays(1 + random.nextInt(DAYS - 1));
    copy(all, lake, firstArrived);
    LocalDate early = FROM.plusDays(random.nextInt(DAYS - 1));
    run(bench, firstArrived.plusDays(1) + "T00:00:00Z", early, early.plusDays(1));

    copy(all, lake, LocalDate.MAX);
    int cut = 1 + random.nextInt(DAYS - 1);
    LocalDate to = FROM.plusDays(DAYS - 1L);
    String asOf = "2025-10-01T00:00:00Z";
    if (random.nextBoolean()) {
      run(bench, asOf, FROM.plusDays(cut), to);
      run(bench, asOf, FROM, FROM.plusDays(cut - 1L));
    } else {
      run(bench, asOf, FROM, FROM.plusDays(cut - 1L));
      run(bench, asOf, FROM.plusDays(cut), to);
    }

    try (Connection warehouse = bench.tables().open()) {
      RetailGolden.assertGiven(all, FROM, to, warehouse);
    }
  }

  private static void run(Bench bench, String asOf, LocalDate from, LocalDate to) {
    Bench.Outcome outcome = bench.run("--asOf=" + asOf, "--from=" + from, "--to=" + to);
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
  }

  /** The objects that had arrived by a day. */
  private static void copy(Path from, Path to, LocalDate until) throws Exception {
    try (var walk = Files.walk(from)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = from.relativize(file).toString();
        int at = path.indexOf("/dt=") + 4;
        if (!LocalDate.parse(path.substring(at, at + 10)).isAfter(until)) {
          Path copy = to.resolve(path);
          Files.createDirectories(copy.getParent());
          if (!Files.exists(copy)) {
            Files.copy(file, copy);
          }
        }
      }
    }
  }
}
