package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns may come and go; a model whose columns can't be published is refused at the start. */
class ChangedColumnsTest {
  private static final String ONE = "2026-02-01";
  private static final String FIVE = "2026-02-05";
  private static final String VAL = "val: {path: /val, type: int64}";
  private static final String KEY = "id:  {path: /id, type: string, required: true}";
  private static final String VER = "ver: {path: /ver, type: int64, required: true}";

  @TempDir Path folder;
  private Things things;

  @BeforeEach
  void publishADay() {
    things =
        Things.in(folder)
            .change(VAL, VAL + "\n          num: {path: /ver, type: int64, required: true}")
            .gold("agg", "SELECT partition_day() AS day, max(val) AS most FROM things")
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1));
    things.run(ONE, ONE, "--runId=first");
    things.arrive(FIVE, version("z", 1, FIVE, 5));
  }

  private void refused(String... says) {
    List<String> before = everything();
    for (String days : List.of(ONE, FIVE)) {
      allRefused(things.tryToRun(days, days), says);
      allRefused(things.bench().plan("--from=" + days, "--to=" + days), says);
      allRefused(things.bench().plan("--from=" + days, "--to=" + days, "--out", "--runId=p"), says);
    }
    allRefused(things.tryToRun(ONE, FIVE, "--windowClock=arrival"), says);
    assertThat("neither a receipt nor a run to resume", runs(), contains("first"));
    assertThat(things.bench().call("status").out(), not(containsString("resume")));
    assertThat(everything(), is(before));
  }

  private static void allRefused(Outcome outcome, String... says) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(2));
    Stream.of(says).forEach(say -> assertThat(outcome.err(), containsString(say)));
    assertThat(outcome.err(), containsString("publish to a new warehouse"));
  }

  private List<String> runs() {
    try (Stream<Path> runs = Files.list(things.bench().state().resolve("runs"))) {
      return runs.map(r -> r.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> everything() {
    return Stream.of("silver.things", "gold.agg", "ledger.thing", "ops.replay_runs")
        .flatMap(t -> things.query("SELECT * FROM " + t + " ORDER BY ALL").stream())
        .toList();
  }

  @Test
  void aFieldOfAnotherTypeIsRefused() {
    things.change(VAL, "val: {path: /val, type: string, coerce: true}");
    refused(
        "silver.things has val as BIGINT, and the model makes it VARCHAR",
        "gold.agg has most as BIGINT, and the model makes it VARCHAR",
        "Give the column another name");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER, INTEGER",
    "DOUBLE, DOUBLE",
    "'DECIMAL(18,2)', 'DECIMAL(18,2)'",
    "JSON, VARCHAR"
  })
  void aSelectedTypeThatIsNarrowerOrWiderIsRefused(String type, String stored) {
    things.sql("SELECT id, day, CAST(val AS " + type + ") AS Val, _event FROM thing");
    refused("silver.things has Val as BIGINT, and the model makes it " + stored);
  }

  @Test
  void aTableOfTablesIsRefusedByItself() {
    things.goldSql("agg", "SELECT partition_day() AS day, avg(val) AS most FROM things");
    refused("gold.agg has most as BIGINT, and the model makes it DOUBLE");
  }

  @Test
  void whatTheLedgerComparesKeepsItsType() {
    things.change(VER, "ver: {path: /ver, type: 'decimal(18,2)', required: true}");
    refused("ledger.thing has _by_ver as BIGINT, and the model makes it DECIMAL(18,2)");
  }

  @Test
  void aKeyOfAnotherTypeIsRefusedInTheTableAndInTheLedger() {
    things.change(KEY, "id: {path: /ver, type: int64, required: true}");
    refused(
        "silver.things has id as VARCHAR, and the model makes it BIGINT",
        "ledger.thing has id as VARCHAR, and the model makes it BIGINT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, day, _event FROM thing",
        "SELECT id, day, val, num, ver AS more, _event FROM thing",
        "SELECT val, day, id, _event FROM thing",
        "SELECT id, day, val AS VAL, _event FROM thing",
        "SELECT id, day, val, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS ts, _event FROM thing"
      })
  void columnsComeAndGoAndChangePlaces(String sql) {
    if (!sql.contains("val") && !sql.contains("VAL")) {
      things.goldSql("agg", "SELECT partition_day() AS day, count(*) AS n FROM things");
    }
    things.sql(sql);
    assertThat(things.bench().plan("--from=" + FIVE, "--to=" + FIVE).exitCode(), is(0));
    things.run(FIVE, FIVE);
    things.run(ONE, FIVE);
    things.run(ONE, ONE);
    assertThat(things.rows(), contains("k " + ONE, "x " + ONE, "z " + FIVE));
  }

  @Test
  void aFieldMayBecomeRequiredAndATableMayHaveAnotherKey() {
    things
        .change(VAL, "val: {path: /val, type: int64, required: true}")
        .change("sql: silver/things.sql, key: [id],", "sql: silver/things.sql, key: [id, val],");
    things.run(FIVE, FIVE);
    things.run(ONE, FIVE);
  }

  @Test
  void aTableThatTheRunLeavesAloneMayDiffer() {
    things.goldSql("agg", "SELECT partition_day() AS day, avg(val) AS most FROM things");
    things.run(FIVE, FIVE, "--tables=things");
    assertThat(things.tryToRun(FIVE, FIVE, "--tables=agg").exitCode(), is(2));
  }
}
