package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window is of business days: what counts is when a charge was created, not when it came. */
class LateArrivalTest {
  @Test
  void aChargeOfTheWindowThatCameTwentyDaysLaterIsInAndOneOfTheDayBeforeIsOutAndCounted(
      @TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing("2026-02-03")
        .extract("2026-02-03", "r1", Item.charge("ch_before", "2026-02-02"))
        .extract("2026-02-23", "r2", Item.charge("ch_late", "2026-02-03"));

    Outcome outcome = windows.publish("2026-02-03", "2026-02-03");

    assertThat(
        windows.query("SELECT id, created_date FROM silver.charges"),
        contains("ch_late|2026-02-03"));
    assertThat(
        windows.query("SELECT id, created_date FROM gold.fct_payments"),
        contains("ch_late|2026-02-03"));
    assertThat(Windows.records(outcome, Reconciliation::read), is(3L));
    assertThat(Windows.records(outcome, Reconciliation::winners), is(1L));
    assertThat(Windows.records(outcome, Reconciliation::outsideWindow), is(1L));
  }
}
