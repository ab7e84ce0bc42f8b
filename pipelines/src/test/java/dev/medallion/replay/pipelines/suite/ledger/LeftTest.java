package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.deleted;
import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An entity's version in the window was changed or repaired away, so that nothing that is read of
 * it lies inside any more: only the published ledger knows that it was there.
 */
class LeftTest {
  private static final String ONE = "2026-02-01";
  private static final String TWO = "2026-02-02";

  /** Published: k on the first, y and z on the second; y's object arrived on the first. */
  private static Things published(Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1))
            .arriveAs(ONE, "y", version("y", 1, TWO, 7))
            .arrive(TWO, version("z", 1, TWO, 100));
    things.run(ONE, TWO);
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));
    return things;
  }

  /** Once the window of the second alone was blocked, and then expanded. */
  private static void movesToTheFirst(Things things) {
    assertThat(things.blocked(TWO, TWO), contains("affected things/" + ONE));
    things.run(TWO, TWO, "--expand=affected");
    assertThat(things.rows(), contains("k " + ONE, "y " + ONE, "z " + TWO));
  }

  @Test
  void itsObjectWasRewrittenWithANewerVersion(@TempDir Path folder) {
    movesToTheFirst(published(folder).arriveAs(ONE, "y", version("y", 2, ONE, 7)));
  }

  @Test
  void itsObjectWasRewrittenWithTheSameVersion(@TempDir Path folder) {
    movesToTheFirst(published(folder).arriveAs(ONE, "y", version("y", 1, ONE, 7)));
  }

  @Test
  void itMovedToADayThatWasNeverReplayed(@TempDir Path folder) {
    Things things = published(folder).arriveAs(ONE, "y", version("y", 2, "2026-01-31", 7));

    things.run(TWO, TWO);

    // The last of January was never replayed; a replay of it has the entity.
    assertThat(things.rows(), contains("k " + ONE, "z " + TWO));
    things.run("2026-01-31", "2026-01-31");
    assertThat(things.rows(), contains("k " + ONE, "y 2026-01-31", "z " + TWO));
  }

  @Test
  void itsNewestVersionBecameADeadLetter(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1), version("y", 1, ONE, 7))
            .arrive(TWO, version("z", 1, TWO, 100))
            .arriveAs(TWO, "y", version("y", 5, TWO, 8));
    things.run(ONE, TWO);
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));

    movesToTheFirst(
        things.arriveAs(TWO, "y", "{\"id\":\"y\",\"ver\":\"x\",\"day\":\"" + TWO + "\"}"));
  }

  @Test
  void theModelRejectsItsNewestVersion(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1), version("y", 1, ONE, 7))
            .arrive(TWO, version("z", 1, TWO, 100), version("y", 5, TWO, -1));
    things.run(ONE, TWO);
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));

    movesToTheFirst(
        things.change(
            "delete_when: \"op = 'D'\"\n",
            """
            delete_when: "op = 'D'"
                    reject: [{name: negative, when: 'val < 0'}]
            """));
  }

  @Test
  void aTombstoneLeaves(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1))
            .arrive(TWO, version("z", 1, TWO, 100))
            .arriveAs(TWO, "y", deleted("y", 5, TWO));
    things.run(ONE, TWO);
    assertThat(things.rows(), contains("k " + ONE, "z " + TWO));

    movesToTheFirst(things.arriveAs(TWO, "y", version("y", 6, ONE, 8)));
  }

  @Test
  void aCorrectionThatMovedItIsWithdrawn(@TempDir Path folder) throws Exception {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1), version("y", 1, ONE, 7))
            .arrive(TWO, version("z", 1, TWO, 100))
            .arriveAs(TWO, "y", "{\"id\":\"y\",\"ver\":5,\"day\":\"" + TWO + "\",\"val\":\"x\"}");
    things.run(ONE, TWO, "--runId=R1");
    Path letters = folder.resolve("letters.jsonl");
    things.bench().redrive("--run=R1", "--export=" + letters);
    Files.writeString(letters, Files.readString(letters).replace("\\\"x\\\"", "8"));
    things.bench().redrive("--run=R1", "--corrections=" + letters, "--reason=typo");
    assertThat(things.rows(), contains("k " + ONE, "y " + TWO, "z " + TWO));

    // A redrive takes along what moves between its days and others.
    things.bench().redrive("--withdraw=ev/dt=" + TWO + "/y.jsonl#0");

    assertThat(things.rows(), contains("k " + ONE, "y " + ONE, "z " + TWO));
  }
}
