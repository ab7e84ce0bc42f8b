package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.BeforeGraphRunner;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window on the arrival clock applies the very objects that named its days, or nothing. */
class ArrivalClockTest {
  private static final String DAY = "2026-02-03";
  private static final String ARRIVAL = "2026-02-04";

  private final Windows windows;

  ArrivalClockTest(@TempDir Path folder) {
    windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(ARRIVAL)
        .extract(ARRIVAL, "r1", Item.charge("ch_1", DAY))
        .extract(ARRIVAL, "r2", Item.charge("ch_2", DAY));
  }

  /** Replays what arrived on a day, and something happens after its days were found. */
  private Outcome run(Runnable between, String... options) {
    BeforeGraphRunner.second(between);
    String[] all = java.util.Arrays.copyOf(options, options.length + 4);
    all[options.length] = "--from=" + ARRIVAL;
    all[options.length + 1] = "--to=" + ARRIVAL;
    all[options.length + 2] = "--windowClock=arrival";
    all[options.length + 3] = "--runner=" + BeforeGraphRunner.class.getName();
    return windows.bench().run(all);
  }

  @Test
  void whatStaysAsItWasIsApplied() {
    Outcome outcome = run(() -> {});
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    assertThat(
        windows.query("SELECT id FROM silver.charges ORDER BY id"), contains("ch_1", "ch_2"));
  }

  @Test
  void anObjectThatChangedAfterItNamedItsDayBlocks() {
    Outcome outcome =
        run(() -> windows.lake().extract(ARRIVAL, "r1", Item.charge("ch_1", "2026-01-31")));
    assertThat(blocking(outcome), contains("arrival_not_applied:"));
    assertThat(outcome.out(), containsString(TinyLake.part(ARRIVAL, "r1", "charges")));
  }

  @Test
  void anObjectThatVanishedAfterItNamedItsDayBlocksUntilThatIsAllowed() {
    Runnable vanishes = () -> windows.lake().expire(ARRIVAL, "r1", "charges");
    assertThat(blocking(run(vanishes)), contains("arrival_not_applied:"));
    windows.lake().extract(ARRIVAL, "r1", Item.charge("ch_1", DAY));
    Outcome allowed = run(vanishes, "--allow=arrival_not_applied");
    assertThat(blocking(allowed), empty());
    assertThat(windows.query("SELECT id FROM silver.charges"), contains("ch_2"));
  }

  @Test
  void anObjectThatCouldNotBeReadWhenDaysWereFoundBlocksThoughItCanNow() {
    windows.lake().spoil(ARRIVAL, "r1", "charges");
    Outcome outcome =
        run(() -> windows.lake().extract(ARRIVAL, "r1", Item.charge("ch_1", "2026-02-02")));
    assertThat(blocking(outcome), contains("arrival_not_applied:"));
  }

  @Test
  void anObjectThatArrivedTooLateForItsDayIsNotPassedOver() {
    windows
        .lake()
        .expire(ARRIVAL, "r1", "charges")
        .expire(ARRIVAL, "r2", "charges")
        .extract(ARRIVAL, "r3", Item.charge("ch_3", "2025-11-01"));
    assertThat(
        blocking(run(() -> {}, "--allow=no_objects", "--allow=eroded")),
        contains("arrival_not_applied:"));
  }
}
