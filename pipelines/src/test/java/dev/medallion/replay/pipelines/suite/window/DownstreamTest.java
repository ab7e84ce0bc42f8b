package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was computed from a day that changes, and is published, changes with it. */
class DownstreamTest {
  @Test
  void aPublishedDayThatReadTheChangedOneIsRebuiltAndOneNotPublishedIsLeftAlone(
      @TempDir Path folder) {
    Windows windows = new Windows(folder);
    Item intent = Item.intent("pi_1", "2026-02-03");
    windows
        .lake()
        .deliverNothing("2026-02-03")
        .extract(
            "2026-02-06",
            "r1",
            intent,
            Item.charge("ch_published", "2026-02-04").with("payment_intent", "pi_1"),
            Item.charge("ch_waiting", "2026-02-05").with("payment_intent", "pi_1"));
    windows.run("2026-02-03", "2026-02-04");
    windows.lake().extract("2026-02-08", "r2", intent.with("status", "canceled"));

    Outcome outcome = windows.publish("2026-02-03", "2026-02-03");

    assertThat(
        windows.query("SELECT id, intent_status FROM gold.fct_payments"),
        contains("ch_published|canceled"));
    assertThat(outcome.manifest().partitions().downstream(), hasItem("fct_payments/2026-02-04"));
    assertThat(
        outcome.manifest().partitions().downstream(), not(hasItem("fct_payments/2026-02-05")));
    assertThat(windows.query("SELECT id FROM silver.charges"), contains("ch_published"));
  }

  @Test
  void aCustomerThatChangedRebuildsOnlyTheDaysThatLookedAtIt(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    Item customer = Item.customer("cus_1", "2026-01-15");
    windows
        .lake()
        .extract("2026-01-16", "r1", customer)
        .deliver("2026-02-03", "evt_1", "customer.updated", customer)
        .deliverNothing("2026-02-14");
    windows.run("2026-02-03", "2026-02-03");
    windows.run("2026-02-14", "2026-02-14");
    windows
        .lake()
        .deliverNothing("2026-02-25")
        .extract("2026-02-25", "r2", customer.with("name", "Somebody Else"));

    Outcome outcome = windows.publish("2026-02-25", "2026-02-25");

    assertThat(windows.query("SELECT name FROM gold.dim_customers"), contains("Somebody Else"));
    assertThat(
        outcome.manifest().partitions().downstream(), is(List.of("recon_webhooks/2026-02-03")));
  }
}
