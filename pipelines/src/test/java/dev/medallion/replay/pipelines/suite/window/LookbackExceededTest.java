package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static dev.medallion.replay.pipelines.suite.window.Windows.finding;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A charge whose intent is ten days older, where {@code fct_payments} looks back seven: found or
 * not found would depend on nothing that the model says, whichever of the two comes second.
 */
class LookbackExceededTest {
  private static final String OF_INTENT = "2026-02-03";
  private static final String OF_CHARGE = "2026-02-13";
  private static final String FOUND = "lookback_exceeded:fct_payments/" + OF_CHARGE;

  private static Windows lake(Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(OF_INTENT)
        .deliverNothing(OF_CHARGE)
        .extract(
            "2026-02-14",
            "r1",
            Item.intent("pi_1", OF_INTENT),
            Item.charge("ch_1", OF_CHARGE).with("payment_intent", "pi_1"));
    return windows;
  }

  @Test
  void theWindowOfTheChargeBlocksOnceTheIntentIsPublished(@TempDir Path folder) {
    Windows windows = lake(folder);
    windows.run(OF_INTENT, OF_INTENT);

    assertSaid(windows.blocked(OF_CHARGE, OF_CHARGE));
  }

  @Test
  void theWindowOfTheIntentBlocksOnceTheChargeIsPublished(@TempDir Path folder) {
    Windows windows = lake(folder);
    windows.run(OF_CHARGE, OF_CHARGE);

    assertSaid(windows.blocked(OF_INTENT, OF_INTENT));
  }

  /**
   * {@code recon_webhooks} reads intents and invoices of a week, and joins neither to the other.
   */
  @Test
  void aReferenceThatNoTableFollowsMayReachAsFarAsItLikes(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(OF_INTENT)
        .deliverNothing(OF_CHARGE)
        .extract(
            "2026-02-14",
            "r1",
            Item.invoice("in_1", OF_INTENT),
            Item.intent("pi_1", OF_CHARGE).with("invoice", "in_1"));
    windows.run(OF_INTENT, OF_INTENT);

    windows.publish(OF_CHARGE, OF_CHARGE);
  }

  private static void assertSaid(Outcome blocked) {
    assertThat(blocking(blocked), hasItem(FOUND));
    assertThat(
        finding(blocked, "lookback_exceeded", "fct_payments/" + OF_CHARGE).message(),
        containsString("payment_intents in partition " + OF_INTENT));
    assertThat(blocked.out(), containsString("raise lookback"));
  }
}
