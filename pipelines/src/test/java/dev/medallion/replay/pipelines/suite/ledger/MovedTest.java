package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.parts;
import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an entity lies is asked by its own key, whatever rows its tables make of it. */
class MovedTest {
  private static final String ONE = "2026-02-01";
  private static final String THREE = "2026-02-03";

  private static Things filtering(Path folder) {
    return Things.in(folder)
        .sql("SELECT id, day, val, _event FROM thing WHERE val >= 0")
        .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
        .arrive(THREE, version("k3", 1, THREE, 1));
  }

  @Test
  void anEntityThatMovedAndYieldsNoRowThereLeavesItsOldDay(@TempDir Path folder) {
    Things things = filtering(folder).arrive("2026-02-06", version("x", 2, THREE, -1));
    things.run(ONE, ONE);

    assertThat(things.blocked(THREE, THREE), contains("affected things/" + ONE));
    things.run(THREE, THREE, "--expand=affected");

    assertThat(things.rows(), contains("k " + ONE, "k3 " + THREE));
  }

  @Test
  void anEntityWithoutARowOnANewerDayDoesNotComeBackOnItsOldOne(@TempDir Path folder) {
    Things things = filtering(folder).arrive("2026-02-06", version("x", 2, THREE, -1));
    things.run(ONE, THREE);
    assertThat(things.rows(), contains("k " + ONE, "k3 " + THREE));

    assertThat(things.blocked(ONE, ONE), contains("affected things/" + THREE));
    things.run(ONE, ONE, "--expand=affected");

    assertThat(things.rows(), contains("k " + ONE, "k3 " + THREE));
  }

  @Test
  void childrenWithKeysOfTheirOwnMoveWithTheirEntity(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .table(
                "pieces",
                "id, no",
                "day",
                "SELECT id, day, p.no AS no, _event FROM (SELECT id, day, unnest(parts) AS p, _event"
                    + " FROM thing)")
            .arrive(ONE, parts("x", 1, ONE, 2), parts("k", 1, ONE, 1))
            .arrive(THREE, parts("k3", 1, THREE, 1))
            .arrive("2026-02-06", parts("x", 2, THREE, 0));
    things.run(ONE, ONE);

    assertThat(things.blocked(THREE, THREE), hasItem("affected pieces/" + ONE));
    things.run(THREE, THREE, "--expand=affected");

    assertThat(
        things.query("SELECT id, no, day FROM silver.pieces ORDER BY 1"),
        contains("k|1|" + ONE, "k3|1|" + THREE));
  }

  @Test
  void anEntityOfFullHistoryMovesInATableThatIsCutByDay(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .change("        from: ev\n", "        from: ev\n        history: full\n")
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
            .arrive(ONE, version("k3", 1, THREE, 1));
    things.run(ONE, THREE);
    things.arrive("2026-02-04", version("x", 2, THREE, 2));

    assertThat(things.blocked(ONE, ONE), contains("affected things/" + THREE));
    things.run(ONE, ONE, "--expand=affected");

    assertThat(things.rows(), contains("k " + ONE, "k3 " + THREE, "x " + THREE));
  }

  @Test
  void aWholeTableBesideADayTableSeesTheWinnersOfAllDays(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .change("        from: ev\n", "        from: ev\n        history: full\n")
            .table("every", "id", "none", "SELECT id, val, _event FROM thing")
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive(THREE, version("y", 1, THREE, 2));

    things.run(ONE, ONE);

    assertThat(things.rows(), contains("x " + ONE));
    assertThat(things.query("SELECT id, val FROM silver.every ORDER BY 1"), contains("x|1", "y|2"));
    things.run(THREE, THREE);
    assertThat(things.rows(), contains("x " + ONE, "y " + THREE));
  }

  @Test
  void aKeyOnTwoDaysOfAStableTableBlocksAndExpandingDoesNotHelp(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .change("grain: day}}", "grain: day, stable: true}}")
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive("2026-02-06", version("x", 2, THREE, 2));
    things.run(ONE, ONE);

    assertThat(things.blocked(THREE, THREE), contains("unique_key things/" + ONE));
    assertThat(
        things.tryToRun(THREE, THREE).out(), containsString("though day is declared stable"));
  }

  @Test
  void aVersionWithTheSameContentsIsNoMove(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive("2026-02-02", version("x", 1, ONE, 1));
    things.run(ONE, THREE);
    things.run(ONE, ONE);
    List<String> before = things.rows();
    things.run(THREE, THREE);
    assertThat(things.rows(), is(before));
  }

  @Test
  void aTableOfAnEntityIsNotPublishedWithoutTheOthersThatWouldDiffer(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .table("values", "id", "day", "SELECT id, day, val, _event FROM thing")
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive(THREE, version("k3", 1, THREE, 1));
    things.run(ONE, THREE);
    things.arrive("2026-02-04", version("x", 2, THREE, 2));

    assertThat(things.blocked(ONE, THREE, "--tables=things"), contains("unpublished_input things"));
    things.run(ONE, THREE, "--tables=things,values");

    assertThat(things.rows(), contains("k3 " + THREE, "x " + THREE));
  }

  @Test
  void aDayThatWasTakenBackToNothingIsNotAffected(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("l", 1, ONE, 1), version("k", 1, ONE, 1))
            .arrive(THREE, version("n", 1, THREE, 1));
    things.run(ONE, ONE);
    things.run(THREE, THREE, "--runId=taken");
    assertThat(things.bench().call("rollback", "--run=taken").exitCode(), is(0));
    things.arrive(THREE, version("l", 2, THREE, 1));

    things.run(ONE, ONE);

    assertThat(things.rows(), contains("k " + ONE));
  }
}
