package dev.medallion.replay.pipelines.suite.notrace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.golden.PaymentsGolden;
import dev.medallion.replay.pipelines.golden.TableComparison;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.notrace.Schedule.Stage;
import dev.medallion.replay.pipelines.suite.notrace.Schedule.Window;
import dev.medallion.replay.transforms.run.receipt.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Once all days are in, the order and the cut of the runs leave no trace.
 *
 * <p>{@code -Dreplay.notrace.tries=200} draws more schedules than a build has time for; {@code
 * -Dreplay.notrace.seed=<n>} begins at another one.
 */
class NoTraceTest {
  /** Every this many schedules, one run of all days is compared too: it costs a run. */
  private static final int AT_ONCE_EVERY = 3;

  @TempDir Path folder;

  static LongStream seeds() {
    long first = Long.getLong("replay.notrace.seed", 1);
    return LongStream.range(first, first + Long.getLong("replay.notrace.tries", 6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void runsInAnyOrderAndCutEndAsOneRunOfAllDaysDoes(long seed) throws Exception {
    Schedule schedule = ScheduleDraw.of(seed);
    try {
      check(schedule);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + schedule, e);
    }
  }

  private void check(Schedule schedule) throws Exception {
    Lake lake = Lake.in(folder.resolve("lake"));
    Bench bench = bench("scheduled", lake);
    for (Stage stage : schedule.stages()) {
      stage.arrivals().forEach(o -> lake.put(o.path(), o.text()));
      for (Window window : stage.windows()) {
        runTillGood(bench, stage.asOf(), window.from(), window.to());
      }
    }

    compareWithPlainSql(schedule, lake, bench);
    if (schedule.seed() % AT_ONCE_EVERY == 0) {
      compareWithOneRun(schedule, lake, bench);
    }
  }

  private Bench bench(String name, Lake lake) throws Exception {
    return new Bench(
        Files.createDirectories(folder.resolve(name)),
        "--model=payments",
        "--input=" + lake.root(),
        "--progress=off");
  }

  /** Runs a window, and once more with what else moved, if it blocks for that: as a user would. */
  private static void runTillGood(Bench bench, Instant asOf, LocalDate from, LocalDate to) {
    List<String> options =
        new ArrayList<>(List.of("--asOf=" + asOf, "--from=" + from, "--to=" + to));
    // The lake is tiny, and it moves: days lose all their rows, and sources are empty at first.
    options.add("--allow=row_drop");
    options.add("--allow=no_objects");
    options.add("--allow=lookback_exceeded");
    Bench.Outcome outcome = bench.run(options.toArray(String[]::new));
    if (outcome.exitCode() == 3) {
      Set<String> blocking =
          outcome.manifest().findings().stream()
              .filter(Finding::blocks)
              .map(Finding::audit)
              .collect(Collectors.toSet());
      assertThat(options + "\n" + outcome.out(), blocking, hasItem("affected"));
      // Others may come of it: what stands on two days is doubled in what is computed from both.
      options.add("--expand=affected");

      outcome = bench.run(options.toArray(String[]::new));
    }
    assertThat(options + "\n" + outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private void compareWithOneRun(Schedule schedule, Lake lake, Bench bench) throws Exception {
    Bench atOnce = bench("at-once", lake);
    runTillGood(atOnce, schedule.lastAsOf(), schedule.from(), schedule.to());
    assertThat(bench.tables().contents(), is(atOnce.tables().contents()));
    assertThat(bench.tables().deadLetters(), is(atOnce.tables().deadLetters()));
  }

  private static void compareWithPlainSql(Schedule schedule, Lake lake, Bench bench)
      throws SQLException {
    try (Connection golden =
            PaymentsGolden.expected(
                lake.root(), schedule.from(), schedule.to(), schedule.lastAsOf());
        Connection warehouse = bench.tables().open()) {
      for (String table : PaymentsGolden.TABLES) {
        String schema =
            table.startsWith("dim_") || table.startsWith("fct_") || table.startsWith("recon_")
                ? "gold."
                : "silver.";
        TableComparison.assertEqualAsSets(golden, "expected." + table, warehouse, schema + table);
      }
    }
  }
}
