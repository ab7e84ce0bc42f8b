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

/** A replay never takes a published row back for want of an object that it did not read. */
class NewerPublishedTest {
  private static final String DAY = "2026-02-03";

  @Test
  void rowsFromAWiderArrivalRangeOrALaterReadingAreNeitherTakenBackNorDropped(
      @TempDir Path folder) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(DAY)
        .extract("2026-02-04", "r1", Item.charge("ch_1", DAY), Item.charge("ch_2", DAY))
        .extract("2026-02-20", "r2", Item.charge("ch_2", DAY).with("status", "failed"))
        .extract("2026-02-20", "r3", Item.charge("ch_3", DAY))
        .extract("2026-03-12", "r4", Item.charge("ch_1", DAY).with("status", "failed"));
    windows.run(DAY, DAY, "--arrives=P1D/P40D");

    Outcome narrower = windows.blocked(DAY, DAY);

    assertThat(blocking(narrower), contains("newer_published:charges/" + DAY));
    assertThat(finding(narrower, "newer_published", "charges/" + DAY).count(), is(1L));
    assertThat(narrower.out(), containsString(TinyLake.part("2026-03-12", "r4", "charges")));
    assertThat(narrower.out(), containsString("--arrives"));

    Outcome earlier =
        windows.blocked(DAY, DAY, "--arrives=P1D/P40D", "--asOf=2026-02-10T00:00:00Z");

    // Two have an older version there, and the third is not there at all.
    assertThat(blocking(earlier), contains("newer_published:charges/" + DAY));
    assertThat(finding(earlier, "newer_published", "charges/" + DAY).count(), is(3L));
    assertThat(earlier.out(), containsString("--as-of"));
  }
}
