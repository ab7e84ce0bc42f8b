package dev.medallion.replay.pipelines.suite.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which steps a process is killed after: a few in a build, all of them in the kill suite. */
final class ChosenSteps {
  private static final int SPREAD = 0;
  private static final int FIRST = Integer.getInteger("replay.kills.firstStep", SPREAD);

  private ChosenSteps() {}

  /**
   * Some of the steps, spread over the run, or from the first that is asked for on; all of them, if
   * as many are asked for.
   *
   * @param steps that there are
   * @param few that a build tries
   * @return their numbers, from 1
   */
  static List<Integer> of(int steps, int few) {
    int wanted = Integer.getInteger("replay.kills.steps", few);
    if (wanted >= steps) {
      return IntStream.rangeClosed(Math.max(1, FIRST), steps).boxed().toList();
    }
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      chosen.add(
          FIRST != SPREAD
              ? Math.min(steps, FIRST + i)
              : Math.min(steps, 1 + (2 * i + 1) * steps / (2 * wanted)));
    }
    return chosen;
  }
}
