package dev.medallion.replay.transforms.run.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class ProgressCountersTest {
  @Test
  void countsReachWhoeverListensToThatRun() {
    try (ProgressCounters counters = ProgressCounters.listen("a")) {
      ProgressCounters.of("a").objectRead(10);
      ProgressCounters.of("a").objectRead(5);
      ProgressCounters.of("b").objectRead(100);
      assertThat(counters.snapshot().objectsRead(), is(2L));
      assertThat(counters.snapshot().bytesRead(), is(15L));
    }
  }

  @Test
  void countsOfARunThatNobodyListensToAreForgotten() {
    ProgressCounters.of("c").shardBuilt();
    try (ProgressCounters counters = ProgressCounters.listen("c")) {
      assertThat(counters.snapshot().shardsBuilt(), is(0L));
    }
  }
}
