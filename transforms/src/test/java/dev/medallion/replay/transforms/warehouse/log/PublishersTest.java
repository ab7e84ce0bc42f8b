package dev.medallion.replay.transforms.warehouse.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Publishers that take turns at every call, whose answers are lost or come late, who die, or are
 * taken for dead and go on: in the end every partition holds what the log says, and every
 * publication began from the heads that it expected.
 */
class PublishersTest {

  /** How often what the test is about came about, over all tries. */
  private static final Map<String, Integer> CAME_ABOUT = new TreeMap<>();

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void nothingIsLostWhoeverDiesWherever(@ForAll long seed) throws Exception {
    Drama drama = new Drama(seed);
    drama.play();
    drama.requireConsistent();
    drama.cameAbout().forEach((what, count) -> CAME_ABOUT.merge(what, count, Integer::sum));
  }

  @AfterContainer
  static void whatTheTestIsAboutCameAbout() {
    assertThat(CAME_ABOUT.keySet(), is(Drama.KINDS));
    assertThat(CAME_ABOUT.toString(), CAME_ABOUT.values(), everyItem(is(greaterThan(0))));
  }
}
