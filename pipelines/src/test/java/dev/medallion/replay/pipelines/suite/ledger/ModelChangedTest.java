package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.deleted;
import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that the published ledger can't answer for any more is refused. */
class ModelChangedTest {
  private static final String ONE = "2026-02-01";
  private static final String FIVE = "2026-02-05";

  private static Things published(Path folder) {
    Things things =
        Things.in(folder)
            .change("val: {path: /val, type: int64}", "val: {path: /val, type: int64, default: 0}")
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1));
    things.run(ONE, ONE);
    return things.arrive(FIVE, deleted("x", 2, FIVE));
  }

  private static void refused(Things things, String why) {
    Outcome outcome = things.tryToRun(FIVE, FIVE);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString(why));
    assertThat(things.rows(), contains("k " + ONE, "x " + ONE));
  }

  @Test
  void anEntityOfAnotherNameWouldNotBeFoundInTheLedger(@TempDir Path folder) {
    Things things = published(folder);
    things
        .change("entities:\n      thing:", "entities:\n      item:")
        .change("entity: thing,", "entity: item,")
        .sql("SELECT id, day, val, _event FROM item");
    refused(things, "silver.things was published with versions in ledger.thing, not ledger.item");
  }

  @ParameterizedTest
  @CsvSource({"'latest_by: [val]', 'not [val]'", "'latest_by: [val, ver]', 'not [val, ver]'"})
  void anOrderThatBeginsOtherwiseWouldNotTellWhatIsNewer(
      String order, String says, @TempDir Path folder) {
    Things things = published(folder).change("latest_by: [ver]", order);
    refused(things, "latest_by [ver], " + says);
  }

  @Test
  void aKeptPlanOfAnotherOrderIsNotApplied(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .change("val: {path: /val, type: int64}", "val: {path: /val, type: int64, default: 0}")
            .arrive(ONE, version("k", 1, ONE, 1))
            .arrive("2026-05-01", version("m", 1, "2026-05-01", 1))
            .change("latest_by: [ver]", "latest_by: [val]");
    things.keepPlan("A", "2026-05-01", "2026-05-01");
    things.change("latest_by: [val]", "latest_by: [ver]").run(ONE, ONE);

    Outcome outcome = things.bench().call("apply", "--plan=A");

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(1));
    assertThat(outcome.err(), containsString("latest_by [ver], not [val]"));
    assertThat(things.rows(), contains("k " + ONE));
  }

  @Test
  void anOrderThatGainsATermAtTheEndIsCompared(@TempDir Path folder) {
    Things things = published(folder).change("latest_by: [ver]", "latest_by: [ver, val]");
    assertThat(things.blocked(FIVE, FIVE), hasItem(startsWith("affected")));
  }

  @Test
  void aTableThatLeavesTheModelWouldMissWhatItsEntitiesDo(@TempDir Path folder)
      throws SQLException {
    Things things =
        Things.in(folder)
            .table("copies", "id", "day", "SELECT id, day, _event FROM thing")
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1));
    things.run(ONE, ONE);
    things
        .arrive(FIVE, deleted("x", 2, FIVE))
        .change(
            "copies: {layer: silver, entity: thing, sql: silver/copies.sql, key: [id], partition_by: {column: day, grain: day}}",
            "");
    refused(things, "silver.copies is published and holds rows of entity thing");

    try (Connection warehouse =
            DriverManager.getConnection("jdbc:duckdb:" + things.bench().warehouse());
        Statement drop = warehouse.createStatement()) {
      drop.execute("DROP TABLE silver.copies");
    }
    assertThat(things.blocked(FIVE, FIVE), hasItem(startsWith("affected")));
  }

  @Test
  void whatIsAllowedToStayMustNotStandTwice(@TempDir Path folder) {
    Things things = Things.in(folder).arrive(ONE, version("x", 1, ONE, 1));
    things.run(ONE, ONE);
    things.arrive(FIVE, version("x", 2, FIVE, 1));

    assertThat(things.blocked(FIVE, FIVE, "--allow=affected"), contains(startsWith("unique_key")));
    assertThat(
        things.blocked(FIVE, FIVE, "--allow=affected:things/" + ONE),
        contains(startsWith("unique_key")));
    assertThat(things.blocked(FIVE, FIVE), contains(startsWith("affected")));
  }

  @ParameterizedTest
  @CsvSource({
    "afected, no audit afected",
    "affected:thigs, the model has no table thigs",
    "affected:things/2026-99-99, 2026-99-99 is no partition of things",
    "affected:silver.things/2026-05, 2026-05 is no partition of things",
    "affected:things/all, all is no partition of things",
  })
  void anAllowanceOfNothingIsNamed(String allowed, String says, @TempDir Path folder) {
    Things things = published(folder);
    Outcome outcome = things.tryToRun(FIVE, FIVE, "--allow=" + allowed);
    assertThat(outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString(says));
  }

  @Test
  void arrivesThatReachesOverDecadesIsRefused(@TempDir Path folder) {
    Things things = published(folder);
    Outcome outcome = things.tryToRun(FIVE, FIVE, "--arrives=P1000000D/P1D");
    assertThat(outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString("the limit is 3,660"));
  }
}
