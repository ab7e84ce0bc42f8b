package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tables of one entity share its ledger, whichever run published which of them. */
class SiblingTablesTest {
  private static final String ONE = "2026-02-01";
  private static final String SIX = "2026-02-06";

  private static Things two(Path folder, String grain) {
    return Things.in(folder)
        .table("copies", "id", grain, "SELECT id, day, val, _event FROM thing")
        .arrive(ONE, version("x", 1, ONE, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "month"})
  void aRunWhoseLedgerALaterRunReliesOnIsNotTakenBackFirst(String grain, @TempDir Path folder) {
    Things things = two(folder, grain);
    things.run("2026-02-01", "2026-02-28", "--tables=things", "--runId=first");
    things.run("2026-02-01", "2026-02-28", "--tables=copies", "--runId=second");

    Outcome refused = things.bench().call("rollback", "--run=first");
    assertThat(refused.out() + refused.err(), refused.exitCode(), is(3));
    assertThat(
        refused.out(), containsString("which run second has published since, holds the same"));
    assertThat(things.rows(), contains("x " + ONE));

    takenBack(things, "second");
    takenBack(things, "first");
    assertThat(things.rows(), is(List.of()));
  }

  private static void takenBack(Things things, String run) {
    Outcome back = things.bench().call("rollback", "--run=" + run);
    assertThat(back.out() + back.err(), back.exitCode(), is(0));
  }

  @Test
  void theLaterRunIsTakenBackAloneAndTheLedgerStillAnswersForTheFirst(@TempDir Path folder) {
    Things things = two(folder, "day");
    things.run(ONE, ONE, "--tables=things", "--runId=first");
    things.run(ONE, ONE, "--tables=copies", "--runId=second");
    takenBack(things, "second");

    things.arrive(SIX, version("x", 2, SIX, 2));
    assertThat(things.blocked(SIX, SIX, "--tables=things").toString(), containsString("affected"));
  }

  @Test
  void aRunThatPublishedBothIsTakenBackAfterOneThatFoundThemAsTheyWere(@TempDir Path folder) {
    Things things = two(folder, "day");
    things.run(ONE, ONE, "--runId=first");
    things.run(ONE, ONE, "--runId=second");
    Outcome back = things.bench().call("rollback", "--run=first");
    assertThat(back.out() + back.err(), back.exitCode(), is(0));
    assertThat(back.out(), not(containsString("holds the same")));
    assertThat(things.rows(), is(List.of()));
  }

  @Test
  void anOverruledRollbackIsDoneAndSaysWhatToReplay(@TempDir Path folder) {
    Things things = two(folder, "day");
    things.run(ONE, ONE, "--tables=things", "--runId=first");
    things.run(ONE, ONE, "--tables=copies", "--runId=second");
    Outcome back = things.bench().call("rollback", "--run=first", "--even-if=read");
    assertThat(back.out() + back.err(), back.exitCode(), is(0));
    assertThat(back.out(), containsString("copies/" + ONE));
  }
}
