package dev.medallion.replay.pipelines.suite.window;

import static dev.medallion.replay.pipelines.suite.window.Windows.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay never takes a published row back for want of an object that it did not read. */
class NewerPublishedTest {
  private static final String DAY = "2026-02-03";

  private static Windows lake(Path folder, String lastArrival, Item last) {
    Windows windows = new Windows(folder);
    windows
        .lake()
        .deliverNothing(DAY)
        .extract("2026-02-04", "r1", Item.charge("ch_1", DAY))
        .extract(lastArrival, "r2", last);
    return windows;
  }

  @Test
  void aRowFromAWiderArrivalRangeIsNotTakenBackByANarrowerOne(@TempDir Path folder) {
    Windows windows = lake(folder, "2026-03-12", Item.charge("ch_1", DAY).with("status", "failed"));
    windows.publish(DAY, DAY, "--arrives=P1D/P40D");

    Outcome blocked = windows.blocked(DAY, DAY);

    assertThat(blocking(blocked), contains("newer_published:charges/" + DAY));
    assertThat(blocked.out(), containsString(TinyLake.part("2026-03-12", "r2", "charges")));
    assertThat(blocked.out(), containsString("--arrives"));
  }

  @Test
  void aRowReadLaterIsNotTakenBackByARunAsOfAnEarlierDay(@TempDir Path folder) {
    Windows windows = lake(folder, "2026-02-20", Item.charge("ch_1", DAY).with("status", "failed"));
    windows.publish(DAY, DAY);

    Outcome blocked = windows.blocked(DAY, DAY, "--asOf=2026-02-10T00:00:00Z");

    assertThat(blocking(blocked), contains("newer_published:charges/" + DAY));
    assertThat(blocked.out(), containsString("--asOf"));
  }

  @Test
  void aRowThatOnlyALaterArrivalHoldsIsNotDropped(@TempDir Path folder) {
    Windows windows = lake(folder, "2026-02-20", Item.charge("ch_2", DAY));
    windows.publish(DAY, DAY);

    Outcome blocked = windows.blocked(DAY, DAY, "--asOf=2026-02-10T00:00:00Z");

    assertThat(blocking(blocked), hasItem("newer_published:charges/" + DAY));
  }
}
