package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static dev.medallion.replay.pipelines.suite.window.Windows.change;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day whose only charge moved away is emptied, and only by those who say so by name. */
class EmptiedDayTest {
  private static final String DAY = "2026-02-03";
  private static final String NEXT = "2026-02-04";
  private static final String SILVER = "row_drop:charges/" + DAY;
  private static final String GOLD = "row_drop:fct_payments/" + DAY;
  private static final String RECON = "row_drop:recon_webhooks/" + DAY;

  @Test
  void aDayThatLosesAllItsRowsIsEmptiedOnceEachOfItsPartitionsIsAllowedByName(
      @TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows.lake().deliverNothing(DAY).extract("2026-02-05", "r1", Item.charge("ch_1", DAY));
    windows.run(DAY, NEXT);
    windows.lake().extract("2026-02-06", "r2", Item.charge("ch_1", NEXT));

    Outcome blocked = windows.blocked(DAY, NEXT);

    assertThat(blocking(blocked), contains(SILVER, GOLD, RECON));
    assertThat(blocked.out(), containsString("--allow=" + SILVER));

    Outcome wronglyAllowed =
        windows.blocked(
            DAY, NEXT, "--allow=row_drop:charges/" + NEXT, "--allow=" + GOLD, "--allow=" + RECON);

    assertThat(blocking(wronglyAllowed), contains(SILVER));

    Outcome allowed =
        windows.publish(DAY, NEXT, "--allow=" + SILVER, "--allow=" + GOLD, "--allow=" + RECON);

    assertThat(change(allowed, "silver.charges", DAY).action(), is(Action.EMPTIED));
    assertThat(change(allowed, "gold.fct_payments", DAY).action(), is(Action.EMPTIED));
    assertThat(
        windows.query("SELECT id FROM gold.fct_payments WHERE created_date = '" + DAY + "'"),
        is(empty()));
    assertThat(
        windows.query("SELECT id, created_date FROM silver.charges"), contains("ch_1|" + NEXT));
    assertThat(
        windows.query("SELECT id, created_date FROM gold.fct_payments"), contains("ch_1|" + NEXT));
  }
}
