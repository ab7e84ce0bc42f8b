package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import dev.medallion.replay.pipelines.suite.kills.Stage.Death;
import dev.medallion.replay.pipelines.suite.kills.Stage.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a run is killed, as {@code kill -9} does it, and the run resumed: every table ends
 * as if nothing had happened. Every second time the resume is killed as well.
 *
 * <p>A build tries a few; {@code -Pkill-suite} every step and 200 moments.
 */
class KillTest {
  private static final int FEW = 3;
  private static final int MOMENTS = Integer.getInteger("replay.kills.moments", 1);
  private static final int FIRST_MOMENT = Integer.getInteger("replay.kills.firstMoment", 0);

  @TempDir private static Path folder;
  private static Rehearsal rehearsal;

  @BeforeAll
  static void rehearse() throws Exception {
    rehearsal = Rehearsal.in(folder);
  }

  @Test
  void whicheverStepItDiesAfterEveryTableEndsTheSame() throws Exception {
    List<Integer> chosen = ChosenSteps.of(rehearsal.steps().size(), FEW);
    Tally tally = new Tally();
    for (int step : chosen) {
      List<Death> later =
          ChosenSteps.later(step, rehearsal.steps().size()).map(Stage::afterStep).stream().toList();
      String why = "killed after step " + step + ", " + rehearsal.steps().get(step - 1);
      tally.add(play(why, Stage.afterStep(step), later));
    }
    System.out.printf(
        "Kills after steps: %d of %d steps (an undisturbed run took %.1f s); %s%n",
        chosen.size(), rehearsal.steps().size(), rehearsal.took().toMillis() / 1000.0, tally);
    assertThat("a run was killed", tally.kills, greaterThan(0));
    assertThat("a run was resumed", tally.resumes, greaterThan(0));
  }

  @Test
  void whateverMomentItDiesAtEveryTableEndsTheSame() throws Exception {
    Tally tally = new Tally();
    for (int moment = FIRST_MOMENT; moment < FIRST_MOMENT + MOMENTS; moment++) {
      Random random = new Random(ChosenSteps.SEED * 1_000_000 + moment);
      Duration first = within(rehearsal.took(), random);
      List<Death> later =
          moment % 2 == 0
              ? List.of(Stage.after(within(rehearsal.took().multipliedBy(2).dividedBy(3), random)))
              : List.of();
      Story story;
      do {
        String why =
            "moment " + moment + " of seed " + ChosenSteps.SEED + ": killed after " + first;
        story = play(why, Stage.after(first), later);
        tally.add(story);
        // How fast the machine is now is not what it was in the rehearsal: it had ended before.
        first = first.dividedBy(2);
      } while (story.kills() == 0);
    }
    System.out.printf("Kills at moments: %d of seed %d; %s%n", MOMENTS, ChosenSteps.SEED, tally);
    assertThat("a run was killed", tally.kills, greaterThan(0));
  }

  private static Story play(String why, Death first, List<Death> later) throws Exception {
    Path stage = folder.resolve("stage");
    try {
      return rehearsal.stage(stage).play(why, first, later);
    } finally {
      Folders.delete(stage);
    }
  }

  /** Nothing happens while the JVM starts, and the rehearsal archived its classes in the end. */
  private static Duration within(Duration whole, Random random) {
    return whole.multipliedBy(100 + random.nextInt(550)).dividedBy(1000);
  }

  /** The figures. */
  private static final class Tally {
    private int runs;
    private int kills;
    private int resumes;
    private int begunAnew;
    private long reused;

    void add(Story story) {
      runs++;
      kills += story.kills();
      resumes += story.resumes();
      reused += story.reused();
      begunAnew += story.begunAnew() ? 1 : 0;
      if (runs % 10 == 0) {
        System.out.println("so far: " + this);
      }
    }

    @Override
    public String toString() {
      return "%d runs, %d kills, %d resumes, %d units taken from records, %d begun anew"
          .formatted(runs, kills, resumes, reused, begunAnew);
    }
  }
}
