package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the model can be replayed alone. */
class SomeTablesTest {
  @Test
  void onlyTheNamedTableIsPublishedAndWhatIsUpstreamIsBuiltAsItsContext(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing("2026-02-03")
        .extract(
            "2026-02-04",
            "r1",
            Item.intent("pi_1", "2026-02-03"),
            Item.charge("ch_1", "2026-02-03").with("payment_intent", "pi_1"));

    windows.run("2026-01-27", "2026-02-04", "--tables=charges,payment_intents");

    Outcome outcome = windows.publish("2026-02-03", "2026-02-03", "--tables=fct_payments");

    assertThat(
        windows.query("SELECT id, intent_status FROM gold.fct_payments"),
        contains("ch_1|succeeded"));
    assertThat(
        windows.bench().tables().contents().keySet(),
        is(Set.of("silver.charges", "silver.payment_intents", "gold.fct_payments")));
    assertThat(
        outcome.manifest().partitions().changes().stream()
            .map(PartitionChange::table)
            .collect(Collectors.toSet()),
        is(Set.of("gold.fct_payments")));
    assertThat(outcome.manifest().window().tables(), is(List.of("fct_payments")));
  }
}
