package dev.medallion.replay.pipelines.suite.notrace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order and the cut of the runs over a generated lake leave no trace, nor does what came after
 * the first of them.
 */
abstract class GeneratedLakeNoTrace {
  private static final String MIDNIGHT = "T00:00:00Z";

  @TempDir Path folder;

  private final String model;
  private final LocalDate from;
  private final int days;

  GeneratedLakeNoTrace(String model, LocalDate from, int days) {
    this.model = model;
    this.from = from;
    this.days = days;
  }

  /** Writes the lake. */
  abstract void write(Path root, long seed) throws Exception;

  /** When an object arrived; of one that never counts, nothing. */
  abstract Optional<LocalDate> arrived(String path);

  /** Compares all tables of a warehouse with what plain SQL makes of all files. */
  abstract void assertGiven(Path root, LocalDate from, LocalDate to, Connection warehouse)
      throws Exception;

  /** The first run: two days, of what had arrived until a day. */
  abstract FirstRun firstRun(SplittableRandom random);

  /**
   * The first run.
   *
   * @param arrived the last day of which there are objects
   * @param day the first of two days that are replayed
   */
  record FirstRun(LocalDate arrived, LocalDate day) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void windowsInAnyOrderEndAsPlainSqlOverAllFiles(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path lake = Files.createDirectories(folder.resolve("lake"));
    Path all = Files.createDirectories(folder.resolve("all"));
    write(all, seed);
    Bench bench =
        new Bench(
            Files.createDirectories(folder.resolve("bench")),
            "--model=" + model,
            "--input=" + lake,
            "--progress=off",
            "--allow=row_drop",
            "--allow=no_objects",
            "--allow=dead_letter_ratio",
            "--expand=affected");

    FirstRun first = firstRun(random);
    copy(all, lake, first.arrived());
    run(bench, first.arrived().plusDays(1), first.day(), first.day().plusDays(1));

    copy(all, lake, LocalDate.MAX);
    int cut = 1 + random.nextInt(days - 1);
    LocalDate to = from.plusDays(days - 1L);
    LocalDate asOf = to.plusDays(60);
    if (random.nextBoolean()) {
      run(bench, asOf, from.plusDays(cut), to);
      run(bench, asOf, from, from.plusDays(cut - 1L));
    } else {
      run(bench, asOf, from, from.plusDays(cut - 1L));
      run(bench, asOf, from.plusDays(cut), to);
    }

    try (Connection warehouse = bench.tables().open()) {
      assertGiven(all, from, to, warehouse);
    }
  }

  private static void run(Bench bench, LocalDate asOf, LocalDate from, LocalDate to) {
    Bench.Outcome outcome = bench.run("--asOf=" + asOf + MIDNIGHT, "--from=" + from, "--to=" + to);
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
  }

  /** The objects that had arrived by a day. */
  private void copy(Path from, Path to, LocalDate until) throws Exception {
    try (var walk = Files.walk(from)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = from.relativize(file).toString();
        if (arrived(path).filter(day -> !day.isAfter(until)).isPresent()) {
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
