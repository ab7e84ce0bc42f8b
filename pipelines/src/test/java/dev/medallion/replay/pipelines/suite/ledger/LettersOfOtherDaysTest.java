package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run reads records of days that it does not replay. A bad one that is good by now is in no row
 * of its published day, so it keeps its dead letter until that day is replayed.
 */
class LettersOfOtherDaysTest {
  private static final String ONE = "2026-02-01";
  private static final String TWO = "2026-02-02";
  private static final String BAD =
      "{\"id\":\"y\",\"ver\":1,\"day\":\"" + TWO + "\",\"val\":\"7\"}";

  private static Things published(Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1))
            .arriveAs(TWO, "y", version("z", 1, TWO, 100), BAD);
    things.run(ONE, TWO);
    assertThat(letters(things), contains("ev/dt=" + TWO + "/y.jsonl|1"));
    return things;
  }

  private static List<String> letters(Things things) {
    return things.query("SELECT object, position FROM ops.replay_dead_letters ORDER BY ALL");
  }

  /** The run of the first day leaves the letter, that of the second makes a row of its record. */
  private static void staysUntilItsDay(Things things) {
    List<String> before = letters(things);
    things.run(ONE, ONE);
    assertThat(letters(things), is(before));
    assertThat(things.rows(), contains("k " + ONE, "z " + TWO));

    things.run(TWO, TWO);
    assertThat(letters(things), empty());
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));
  }

  @Test
  void theModelWasCorrected(@TempDir Path folder) {
    staysUntilItsDay(
        published(folder).change("/val, type: int64}", "/val, type: int64, coerce: true}"));
  }

  @Test
  void itsObjectWasWrittenAgain(@TempDir Path folder) {
    staysUntilItsDay(
        published(folder).arriveAs(TWO, "y", version("z", 1, TWO, 100), version("y", 1, TWO, 7)));
  }

  @Test
  void itsObjectCouldNotBeRead(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1))
            .arrive(TWO, version("z", 1, TWO, 100))
            .breakOff(TWO, "y");
    things.run(ONE, TWO, "--allow=incomplete_input");
    assertThat(letters(things), contains("ev/dt=" + TWO + "/y.jsonl|-1"));

    staysUntilItsDay(things.arriveAs(TWO, "y", version("y", 1, TWO, 7)));
  }

  @Test
  void itsDayIsNotPublished(@TempDir Path folder) {
    Things things = Things.in(folder).arrive(ONE, version("k", 1, ONE, 1)).arriveAs(TWO, "y", BAD);
    things.run(ONE, ONE);
    assertThat(letters(things), contains("ev/dt=" + TWO + "/y.jsonl|0"));

    // The day was never replayed, so that it lacks the record is nothing out of the way.
    things.arriveAs(TWO, "y", version("y", 1, TWO, 7)).run(ONE, ONE);

    assertThat(letters(things), empty());
  }

  @Test
  void aRedriveOfTheLettersReplaysTheirDay(@TempDir Path folder) {
    Things things =
        published(folder).arriveAs(TWO, "y", version("z", 1, TWO, 100), version("y", 1, TWO, 7));
    things.run(ONE, ONE);

    things.bench().redrive("--from=" + ONE, "--to=" + TWO);

    assertThat(letters(things), empty());
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));
  }
}
