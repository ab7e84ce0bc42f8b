package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.change;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day for which more may arrive is published, and marked so until nothing more can. */
class OpenDayTest {
  private static final String DAY = "2026-02-03";

  @Test
  void anOpenDayIsPublishedAndSaysSoAndALaterRunCompletesItsHeadWithoutWritingItsRows(
      @TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows.lake().deliverNothing(DAY).extract("2026-02-04", "r1", Item.charge("ch_1", DAY));

    Outcome early = windows.publish(DAY, DAY, "--asOf=2026-02-10T00:00:00Z");

    assertThat(windows.query("SELECT id FROM silver.charges"), contains("ch_1"));
    assertThat(change(early, "silver.charges", DAY).completeness(), is("open until 2026-03-10"));
    assertThat(change(early, "gold.fct_payments", DAY).completeness(), is("open until 2026-03-10"));
    assertThat(early.out(), containsString("open"));
    assertThat(heads(windows), is(List.of("2026-03-10")));

    Outcome late = windows.run(DAY, DAY);

    assertThat(change(late, "silver.charges", DAY).action(), is(Action.SKIPPED));
    assertThat(change(late, "silver.charges", DAY).completeness(), is("complete"));
    assertThat(change(late, "gold.fct_payments", DAY).completeness(), is("complete"));
    assertThat(heads(windows), is(List.of("null")));
  }

  private static List<String> heads(Windows windows) {
    return windows.query(
        "SELECT open_until FROM ops.replay_heads WHERE table_name IN"
            + " ('charges', 'silver.charges') AND partition = '"
            + DAY
            + "'");
  }
}
