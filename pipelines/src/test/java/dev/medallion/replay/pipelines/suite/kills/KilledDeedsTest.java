package dev.medallion.replay.pipelines.suite.kills;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import dev.medallion.replay.pipelines.suite.kills.DeedStage.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of an apply, a rollback or a redrive is killed, as {@code kill -9} does it, right
 * after a step, and resumed: everything ends as if nothing had happened. Every second time the
 * resume is killed as well.
 *
 * <p>A build tries a few steps of each; {@code -Pkill-suite} all of them.
 */
class KilledDeedsTest {
  private static final int FEW = 2;

  @TempDir private static Path folder;
  private static Program program;

  @BeforeAll
  static void pack() throws IOException {
    program = Program.in(folder);
  }

  @Test
  void anApplyEndsTheSame() throws IOException {
    kill(Deed.APPLY);
  }

  @Test
  void aRollbackEndsTheSame() throws IOException {
    kill(Deed.ROLLBACK);
  }

  @Test
  void aRedriveByACorrectedModelEndsTheSame() throws IOException {
    kill(Deed.REDRIVE);
  }

  @Test
  void aRedriveWithCorrectionsEndsTheSame() throws IOException {
    kill(Deed.CORRECT);
  }

  private static void kill(Deed deed) throws IOException {
    Tally tally = new Tally();
    String name = deed.name().toLowerCase(Locale.ROOT);
    DeedStage stage = new DeedStage(program, deed, Files.createDirectory(folder.resolve(name)));
    List<String> steps = stage.steps();
    List<Integer> chosen = ChosenSteps.of(steps.size(), FEW);
    for (int step : chosen) {
      Optional<Integer> later = ChosenSteps.later(step, steps.size());
      String why =
          name + " killed after step " + step + ", " + steps.get(step - 1) + "; then " + later;
      Story story = stage.play(why, step, later);
      tally.add(name, story);
    }
    System.out.printf(
        Locale.ROOT,
        "Kills of %s: after %d of %d steps; %s%n",
        name,
        chosen.size(),
        steps.size(),
        tally);
    assertThat("it was killed", tally.kills, greaterThan(0));
  }

  /** What became of the runs so far. */
  private static final class Tally {
    private int runs;
    private int kills;
    private int begunAnew;

    void add(String name, Story story) {
      runs++;
      kills += story.kills();
      begunAnew += story.begunAnew() ? 1 : 0;
      if (runs % 10 == 0) {
        System.out.println(name + " so far: " + this);
      }
    }

    @Override
    public String toString() {
      return "%d runs, %d kills, %d begun anew".formatted(runs, kills, begunAnew);
    }
  }
}
