package dev.medallion.replay.pipelines.suite.notrace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.StoreErpGolden;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.testdata.storeerp.StoreErpLake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order and the cut of the runs over a lake of the store ERP leave no trace: neither in tables
 * of days, whose orders lie in several objects, nor in whole tables of all quarters; nor do folders
 * that came late.
 */
class StoreErpNoTraceTest {
  private static final LocalDate FROM = LocalDate.parse("2026-01-27");
  private static final int DAYS = 9;
  private static final Pattern TIME = Pattern.compile("(\\d{8})T\\d{6}");

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void windowsInAnyOrderEndAsPlainSqlOverAllFiles(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Path all = Files.createDirectories(folder.resolve("all"));
    StoreErpLake.write(all, seed, FROM, DAYS, 2);
    Bench bench =
        new Bench(
            Files.createDirectories(folder.resolve("bench")),
            "--model=store-erp",
            "--input=" + lake,
            "--progress=off",
            "--allow=row_drop",
            "--allow=no_objects",
            "--allow=dead_letter_ratio",
            "--expand=affected");

    copy(all, lake, FROM.plusDays(8));
    run(bench, FROM.plusDays(9) + "T00:00:00Z", FROM.plusDays(6), FROM.plusDays(7));

    copy(all, lake, LocalDate.MAX);
    int cut = 1 + random.nextInt(DAYS - 1);
    LocalDate to = FROM.plusDays(DAYS - 1L);
    String asOf = "2026-04-01T00:00:00Z";
    if (random.nextBoolean()) {
      run(bench, asOf, FROM.plusDays(cut), to);
      run(bench, asOf, FROM, FROM.plusDays(cut - 1L));
    } else {
      run(bench, asOf, FROM, FROM.plusDays(cut - 1L));
      run(bench, asOf, FROM.plusDays(cut), to);
    }

    try (Connection warehouse = bench.tables().open()) {
      StoreErpGolden.assertGiven(all, FROM, to, warehouse);
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
        Matcher time = TIME.matcher(path);
        if (time.find()
            && !LocalDate.parse(time.group(1), DateTimeFormatter.BASIC_ISO_DATE).isAfter(until)) {
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
