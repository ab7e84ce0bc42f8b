package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.finding;
import static dev.medallion.replay.pipelines.suite.window.Windows.found;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.model.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reference is looked for beyond the window before it is called an orphan. */
class ForeignKeyTest {
  @Test
  void aReferenceToNothingIsAWarningUntilWhatItNamesIsPublishedOnAnotherDay(@TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing("2026-02-05")
        .extract(
            "2026-02-06",
            "r1",
            Item.intent("pi_1", "2026-02-03"),
            Item.charge("ch_1", "2026-02-05").with("payment_intent", "pi_1"));

    Outcome orphaned = windows.publish("2026-02-05", "2026-02-05");

    assertThat(
        finding(orphaned, "foreign_key", "charges/2026-02-05").severity(), is(Severity.WARNING));
    assertThat(
        windows.query("SELECT id, intent_status FROM gold.fct_payments"), contains("ch_1|null"));

    windows.run("2026-02-03", "2026-02-03");
    Outcome found = windows.run("2026-02-05", "2026-02-05");

    assertThat(found(found, "foreign_key"), is(empty()));
    assertThat(
        windows.query("SELECT id, intent_status FROM gold.fct_payments"),
        contains("ch_1|succeeded"));
  }
}
