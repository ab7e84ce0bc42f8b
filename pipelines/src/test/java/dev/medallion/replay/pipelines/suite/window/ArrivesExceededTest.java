package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static dev.medallion.replay.pipelines.suite.window.Windows.finding;
import static dev.medallion.replay.pipelines.suite.window.Windows.found;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version that arrived after its partition's own arrival range never enters it, or a long window
 * and its halves would differ: the 35 days of the 3rd end on March 10, those of the 6th on the
 * 13th.
 */
class ArrivesExceededTest {
  private static final String DAY = "2026-02-03";
  private static final String LAST = "2026-02-06";
  private static final String TOO_LATE = "2026-03-12";

  private static Windows lake(Path folder, Item late) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(LAST)
        .extract("2026-02-04", "r1", Item.charge("ch_1", DAY))
        .extract(TOO_LATE, "r2", late);
    return windows;
  }

  private static Item changed() {
    return Item.charge("ch_1", DAY).with("status", "failed");
  }

  @Test
  void aChangedOneBlocksUntilTheArrivalRangeIsWidenedAndIsThenIn(@TempDir Path folder) {
    Windows windows = lake(folder, changed());

    Outcome blocked = windows.blocked(DAY, LAST);

    assertThat(blocking(blocked), contains("arrives_exceeded:charges/" + DAY));
    assertThat(blocked.out(), containsString(TinyLake.part(TOO_LATE, "r2", "charges")));
    assertThat(
        finding(blocked, "arrives_exceeded", "charges/" + DAY).fix(),
        containsString("--arrives=P1D/P37D"));

    Outcome widened = windows.run(DAY, LAST, "--arrives=P1D/P37D");

    assertThat(windows.query("SELECT id, status FROM silver.charges"), contains("ch_1|failed"));
    assertThat(Windows.records(widened, Reconciliation::outsideArrival), is(0L));
  }

  @Test
  void anEqualOneIsOnlyCounted(@TempDir Path folder) {
    Windows windows = lake(folder, Item.charge("ch_1", DAY));

    Outcome outcome = windows.publish(DAY, LAST);

    assertThat(found(outcome, "arrives_exceeded"), is(empty()));
    assertThat(Windows.records(outcome, Reconciliation::outsideArrival), is(1L));
    assertThat(Windows.records(outcome, Reconciliation::winners), is(1L));
  }

  @Test
  void ofAPartitionOutsideTheWindowAChangedOneIsAWarningThatNamesIt(@TempDir Path folder) {
    Windows windows = lake(folder, changed());
    windows.run(DAY, DAY);

    Outcome outcome = windows.publish("2026-02-04", LAST);

    assertThat(
        finding(outcome, "arrives_exceeded", "charges/" + DAY).severity(), is(Severity.WARNING));
    assertThat(outcome.manifest().partitions().outsideArrival(), contains("charge/" + DAY));
    assertThat(outcome.out(), containsString("charges/" + DAY));
    assertThat(windows.query("SELECT id, status FROM silver.charges"), contains("ch_1|succeeded"));
  }
}
