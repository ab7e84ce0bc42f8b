package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.AsksTheFile;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans conflict when they have something in common that changed, and only then. */
class TwoPlansTest {
  private static final String ONE = "2026-02-01";
  private static final String SIX = "2026-02-06";
  private static final String MAY = "2026-05-06";

  private static void refused(Outcome outcome, String why) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(4));
    assertThat(outcome.out(), containsString(why));
  }

  private static void applied(Things things, String plan) {
    Outcome outcome = things.bench().call("apply", "--plan=" + plan);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  @Test
  void twoPlansOfOneKeyOnTwoDaysThatWereNeverPublishedConflict(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive("2026-02-07", version("x", 2, SIX, 2));
    things.keepPlan("A", ONE, ONE);
    things.keepPlan("B", SIX, SIX);
    applied(things, "A");

    refused(
        things.bench().call("apply", "--plan=B"),
        "since published in, or removed from, ledger.thing, partition " + ONE);

    assertThat(things.rows(), contains("x " + ONE));
  }

  @Test
  void aPlanThatTookAKeyAwaySinceItStoodElsewhereConflictsWhenItIsGoneThere(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
            .arriveAs("2026-02-03", "moved", version("x", 2, "2026-02-04", 2));
    things.run("2026-02-04", "2026-02-04");
    things.keepPlan("A", ONE, ONE);
    things.vanish("2026-02-03", "moved").arrive("2026-02-04", version("n", 1, "2026-02-04", 1));
    things.run("2026-02-04", "2026-02-04", "--allow=eroded");

    refused(things.bench().call("apply", "--plan=A"), "ledger.thing, partition 2026-02-04");
  }

  @Test
  void plansMonthsApartWithNothingInCommonAreBothApplied(@TempDir Path folder) {
    Things things =
        Things.in(folder).arrive(ONE, version("y", 1, ONE, 1)).arrive(MAY, version("z", 1, MAY, 1));
    things.run(ONE, ONE);
    things.run(MAY, MAY);
    things
        .arrive("2026-02-02", version("y", 2, ONE, 2))
        .arrive("2026-05-07", version("z", 2, MAY, 2));
    things.keepPlan("A", ONE, ONE);
    things.keepPlan("B", MAY, MAY);
    applied(things, "A");
    applied(things, "B");

    assertThat(
        things.query("SELECT id, val FROM silver.things ORDER BY 1"), contains("y|2", "z|2"));
  }

  @Test
  void plansOfNeighbouringDaysWithOneBadRecordInCommonAreBothApplied(@TempDir Path folder) {
    String two = "2026-02-02";
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1), version("y", 1, two, 1))
            .arrive(two, "{\"id\":\"bad\"}", version("z", 1, two, 1));
    things.keepPlan("A", ONE, ONE);
    things.keepPlan("B", two, two);
    applied(things, "A");
    applied(things, "B");

    assertThat(things.rows(), contains("x " + ONE, "y " + two, "z " + two));
    assertThat(things.query("SELECT count(*) FROM ops.replay_dead_letters"), contains("1"));
  }

  @AsksTheFile
  @Test
  void anOlderPlanTakesBackNeitherDeadLettersNorCompleteness(@TempDir Path folder) {
    Things things = Things.in(folder).arrive(ONE, version("x", 1, ONE, 1));
    things.run(ONE, ONE, "--asOf=2026-02-02T12:00:00Z");
    things.keepPlan("P", ONE, ONE, "--asOf=2026-02-03T12:00:00Z");
    things.arrive("2026-02-02", "{\"id\":\"y\",\"ver\":1}", version("other", 1, "2026-02-02", 1));
    things.run(ONE, ONE);

    refused(things.bench().call("apply", "--plan=P"), "run again");

    assertThat(things.query("SELECT count(*) FROM ops.replay_dead_letters"), contains("1"));
    assertThat(
        things.query("SELECT open_until FROM ops.replay_heads WHERE table_name = 'silver.things'"),
        contains("null"));
  }

  @AsksTheFile
  @Test
  void aPlanIsRefusedWhereARowWasWrittenByHandSince(@TempDir Path folder) throws SQLException {
    Things things = Things.in(folder).arrive(ONE, version("x", 1, ONE, 1));
    things.run(ONE, ONE);
    things.arrive("2026-02-02", version("x", 2, ONE, 2));
    things.keepPlan("A", ONE, ONE);
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + things.bench().warehouse());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO silver.things (id, day, val) VALUES ('hand', '2026-02-01', 9)");
    }

    refused(things.bench().call("apply", "--plan=A"), "somebody changed the rows");

    assertThat(things.rows(), contains("hand " + ONE, "x " + ONE));
    things.run(ONE, ONE);
    assertThat(things.query("SELECT id, val FROM silver.things"), contains("x|2"));
  }
}
