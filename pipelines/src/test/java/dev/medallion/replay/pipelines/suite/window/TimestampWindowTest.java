package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions are replaced whole, so a window of hours is one of days. */
class TimestampWindowTest {
  @Test
  void twoTimestampsAreWidenedToWholeDaysAndTheReceiptSaysSo(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing("2026-02-03")
        .extract(
            "2026-02-06",
            "r1",
            Item.charge("ch_1", "2026-02-02"),
            Item.charge("ch_2", "2026-02-03"),
            Item.charge("ch_3", "2026-02-04"),
            Item.charge("ch_4", "2026-02-05"));

    // Noon of the 3rd lies before the window, and the midnight that ends it belongs to the 4th.
    Outcome outcome = windows.publish("2026-02-03T18:00:00Z", "2026-02-05T00:00:00Z");

    assertThat(
        windows.query("SELECT id FROM silver.charges ORDER BY id"), contains("ch_2", "ch_3"));
    assertThat(
        outcome.manifest().window().widened(), containsString("widened to 2026-02-03..2026-02-04"));
    assertThat(outcome.out(), containsString("widened to 2026-02-03..2026-02-04"));
  }
}
