package dev.medallion.replay.pipelines.suite.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Which steps a process is killed after: a few in a build, all of them in the kill suite. */
final class ChosenSteps {
  /** Of all that a kill draws. */
  static final long SEED = Long.getLong("replay.kills.seed", 1L);

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

  /**
   * The step after which what goes on with a run that was killed is killed as well: every second
   * time.
   *
   * @param step after which the run was killed
   * @param steps that there are
   */
  static Optional<Integer> later(int step, int steps) {
    Random random = new Random(SEED * 1_000 + step);
    return step % 2 == 0 ? Optional.of(1 + random.nextInt(steps / 2)) : Optional.empty();
  }
}
