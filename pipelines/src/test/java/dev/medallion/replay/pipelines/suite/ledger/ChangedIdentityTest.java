package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is published knows entities by their key, records and dead letters by their source, and
 * tables by their model: a model that changes one of these would not find its own rows.
 */
class ChangedIdentityTest {
  private static final String ONE = "2026-02-01";
  private static final String TWO = "2026-02-02";
  private static final String ENTITY_KEY = "        key: [id]\n";

  @TempDir Path folder;
  private Things things;

  @BeforeEach
  void publishADay() {
    things =
        Things.in(folder)
            .gold("agg", "SELECT partition_day() AS day, count(*) AS n FROM things")
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, TWO, 1), "no record");
    things.run(ONE, TWO);
    things.arrive(TWO, version("x", 2, TWO, 2));
  }

  private void refused(String says) {
    List<String> before = everything();
    for (Outcome outcome :
        List.of(
            things.tryToRun(TWO, TWO),
            things.tryToRun(TWO, TWO, "--expand=affected"),
            things.bench().plan("--from=" + TWO, "--to=" + TWO, "--out", "--runId=p"))) {
      assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(2));
      assertThat(outcome.err(), containsString(says));
      assertThat(outcome.err(), containsString("publish to a new warehouse"));
    }
    assertThat(everything(), is(before));
  }

  private List<String> everything() {
    return List.of("silver.things", "gold.agg", "ledger.thing", "ops.replay_dead_letters").stream()
        .flatMap(t -> things.query("SELECT * FROM " + t + " ORDER BY ALL").stream())
        .toList();
  }

  @Test
  void anEntitysKeyThatGainsAFieldIsRefused() {
    things
        .change("val: {path: /val, type: int64}", "val: {path: /val, type: int64, required: true}")
        .change(ENTITY_KEY, "        key: [id, val]\n");
    refused("silver.things was published with entity key [id], not [id, val]");
  }

  @Test
  void anEntitysKeyOfAnotherNameIsRefused() {
    things
        .change("id:  {path: /id", "ident: {path: /id")
        .change("shard_by: [id]", "shard_by: [ident]")
        .change(ENTITY_KEY, "        key: [ident]\n")
        .change("sql: silver/things.sql, key: [id],", "sql: silver/things.sql, key: [ident],")
        .sql("SELECT ident, ident AS id, day, val, _event FROM thing");
    refused("silver.things was published with entity key [id], not [ident]");
  }

  @Test
  void anEntityOfAnotherSourceIsRefused() {
    things.change("  ev:\n", "  events:\n").change("from: ev", "from: events");
    refused("silver.things was published with records of source ev, not events");
  }

  @Test
  void aModelOfAnotherNameIsRefused() {
    things.change("model: things", "model: stuff");
    refused("gold.agg was published with model things, not stuff");
  }

  @Test
  void anotherModelHasSourcesAndTablesOfItsOwn() {
    things
        .change("model: things", "model: stuff")
        .change("      thing:\n", "      stuff:\n")
        .change("entity: thing,", "entity: stuff,")
        .change("      things: {layer", "      stuffs: {layer")
        .sql("SELECT id, day, val, _event FROM stuff");
    things.change("from: {things: {}}", "from: {stuffs: {}}");
    things.goldSql("agg", "SELECT partition_day() AS day, count(*) AS n FROM stuffs");
    refused("gold.agg was published with model things, not stuff");
    refused("source ev is also a source of model things, which published silver.things");

    things.change("  agg:", "  count:").change("gold/agg.sql", "gold/count.sql");
    things.goldSql("count", "SELECT partition_day() AS day, count(*) AS n FROM stuffs");
    refused("source ev is also a source of model things");

    things.change("  ev:\n", "  stuff_ev:\n").change("from: ev", "from: stuff_ev");
    things.run(ONE, TWO, "--allow=affected");
    assertThat(
        things.query("SELECT DISTINCT source FROM ops.replay_dead_letters ORDER BY 1"),
        contains("ev", "stuff_ev"));
  }
}
