package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static dev.medallion.replay.pipelines.suite.window.Windows.finding;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bronze does not live for ever: a replay of what is left of it could delete good rows. */
class ErodedTest {
  private static final String DAY = "2026-02-03";

  @Test
  void aDayWhoseFirstObjectsAreOlderThanTheRetentionBlocks(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows.lake().deliverNothing(DAY).extract("2026-02-04", "r1", Item.charge("ch_1", DAY));

    // The day's objects arrive from the 2nd on; 90 days later that is the first to expire.
    Outcome lastChance = windows.bench().plan("--from=" + DAY, "--to=" + DAY, asOf("2026-05-03"));
    Outcome blocked = windows.blocked(DAY, DAY, asOf("2026-05-04"));

    assertThat(lastChance.exitCode(), is(0));
    assertThat(
        blocking(blocked),
        contains(
            "eroded:charges/" + DAY,
            "eroded:invoices/" + DAY,
            "eroded:payment_intents/" + DAY,
            "eroded:webhook_events/" + DAY));
    assertThat(
        finding(blocked, "eroded", "charges/" + DAY).message(), containsString("2026-02-02"));
    assertThat(blocked.out(), containsString("--allow=eroded:charges/" + DAY));
  }

  @Test
  void whatVanishedBlocksUntilLosingItsRowsIsAllowedHoweverOldItIs(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    // Of customers the full history is read: no age of an object says anything by itself.
    windows
        .lake()
        .deliverNothing(DAY)
        .extract("2025-03-01", "r0", Item.customer("cus_1", "2025-03-01"))
        .extract("2026-02-04", "r1", Item.customer("cus_2", DAY), Item.charge("ch_1", DAY))
        .extract("2026-02-05", "r2", Item.charge("ch_2", DAY));
    windows.run(DAY, DAY);
    windows.lake().expire("2025-03-01", "r0", "customers").expire("2026-02-05", "r2", "charges");

    Outcome blocked = windows.blocked(DAY, DAY);

    assertThat(blocking(blocked), contains("eroded:charges/" + DAY, "eroded:customers/all"));
    assertThat(blocked.out(), containsString(TinyLake.part("2026-02-05", "r2", "charges")));
    assertThat(blocked.out(), containsString(TinyLake.part("2025-03-01", "r0", "customers")));

    windows.publish(DAY, DAY, "--allow=eroded:charges/" + DAY, "--allow=eroded:customers/all");

    assertThat(windows.query("SELECT id FROM silver.charges"), contains("ch_1"));
    assertThat(windows.query("SELECT id FROM silver.customers"), contains("cus_2"));
  }

  @Test
  void whatCanNotBeReadAnyMoreIsAsGoodAsGone(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(DAY)
        .extract("2026-02-04", "r1", Item.charge("ch_1", DAY))
        .extract("2026-02-05", "r2", Item.charge("ch_2", DAY));
    windows.run(DAY, DAY);
    windows.lake().spoil("2026-02-05", "r2", "charges");

    // That the input is incomplete was allowed, not that good rows are deleted.
    Outcome blocked = windows.blocked(DAY, DAY, "--allow=incomplete_input");

    assertThat(blocking(blocked), contains("eroded:charges/" + DAY));
    assertThat(
        finding(blocked, "eroded", "charges/" + DAY).message(), containsString("can't be read"));
    assertThat(
        windows.query("SELECT id FROM silver.charges ORDER BY id"), contains("ch_1", "ch_2"));
  }

  private static String asOf(String day) {
    return "--asOf=" + day + "T12:00:00Z";
  }
}
