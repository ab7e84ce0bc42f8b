package dev.medallion.replay.benchmarks.profile;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aPlaceThatTwoThreadsAreInTakesTheCpuOfBothAndIsBusyOnce() {
    Places places = new Places();
    places.add("decode", 3_000_000, 7, 140);
    places.add("decode", 2_000_000, 7, 140);
    places.add("decode", 1_000_000, 9, 180);

    assertThat(places.lines("place", 20), is("place\tdecode\t6\t40\t140\t180\n"));
  }
}
