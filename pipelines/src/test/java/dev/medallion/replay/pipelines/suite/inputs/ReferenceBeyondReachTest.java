package dev.medallion.replay.pipelines.suite.inputs;

import static dev.medallion.replay.pipelines.suite.inputs.Mini.blocking;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row names a parent that the partition which reads the row does not see: it blocks where the
 * partition's rows would be other ones if it did, whatever reach the row's own table is read with.
 */
class ReferenceBeyondReachTest {
  private static final String OWN_ROWS =
      "SELECT t.id, t.day, p.id AS found FROM things t LEFT JOIN pars p ON p.id = t.ref"
          + " WHERE t.day = partition_day()";

  /** How many of the things of the days that are read have a parent. */
  private static final String MOVING =
      "SELECT CAST(partition_day() AS VARCHAR) AS id, partition_day() AS day, count(p.id) AS found"
          + " FROM things t LEFT JOIN pars p ON p.id = t.ref";

  private static Mini mini(Path folder) {
    return new Mini(folder)
        .silver("grands", "day")
        .silver("pars", "day", "references: {ref: grands}")
        .silver("things", "day", "references: {ref: pars}");
  }

  private static Mini mini(Path folder, String from, String sql) {
    return mini(folder).gold("fct", from, "id", "day", "day", sql);
  }

  private static Mini thing(Mini mini, String id, String day, String parent) {
    return mini.put("things", day, id, day, 1, 1, parent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{lookback: P1D}", "{lookahead: P1D}", "{lookback: P9D}"})
  void aRowOfTheDayIsAskedWhateverReachItsTableIsReadWith(String reach, @TempDir Path folder) {
    for (boolean referringFirst : List.of(true, false)) {
      Mini mini =
          mini(
              folder.resolve("" + referringFirst),
              "{things: " + reach + ", pars: {lookback: P1D}}",
              OWN_ROWS);
      thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-01", 1);
      String first = referringFirst ? "2026-02-04" : "2026-02-01";
      String second = referringFirst ? "2026-02-01" : "2026-02-04";
      mini.run(first, first);

      Outcome blocked = mini.blocked(second, second);

      assertThat(blocking(blocked), is(List.of("lookback_exceeded:fct/2026-02-04")));
      assertThat(
          blocked.out(),
          allOf(
              containsString("things"),
              containsString("pars in partition 2026-02-01"),
              containsString("raise lookback or lookahead of pars under fct")));
    }
  }

  @Test
  void ofTwoPlansTheOneThatIsAppliedLaterIsRefused(@TempDir Path folder) {
    for (boolean referringFirst : List.of(true, false)) {
      Mini mini =
          mini(
              folder.resolve("" + referringFirst), "{things: {}, pars: {lookback: P1D}}", OWN_ROWS);
      thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-01", 1);
      for (String day : List.of("2026-02-01", "2026-02-04")) {
        mini.keepPlan(day, day);
      }

      Outcome first = apply(mini, referringFirst ? "2026-02-04" : "2026-02-01");
      Outcome second = apply(mini, referringFirst ? "2026-02-01" : "2026-02-04");

      assertThat(first.err() + first.out(), first.exitCode(), is(0));
      assertThat(second.err() + second.out(), second.exitCode(), is(4));
    }
  }

  private static Outcome apply(Mini mini, String plan) {
    return mini.bench().call("apply", "--plan=" + plan, "--runId=a" + plan);
  }

  @Test
  void aParentThatIsYetToComeIsBeyondTheLookahead(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookahead: P1D}, pars: {lookahead: P1D}}", OWN_ROWS);
    thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-06", 1);
    thing(mini, "b", "2026-02-01", "p2").put("pars", "p2", "2026-02-02", 1);

    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-06")),
        is(List.of("lookback_exceeded:fct/2026-02-04")));
  }

  @Test
  void aRowOfANeighbouringDayWhoseReferenceNobodyFollowsThereIsNone(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookback: P1D}, pars: {lookback: P1D}}", OWN_ROWS);
    thing(mini, "c", "2026-02-03", "p1").put("pars", "p1", "2026-02-02", 1);
    mini.put("things", "d", "2026-02-04", 1);

    mini.run("2026-02-02", "2026-02-04");

    assertThat(
        mini.query("SELECT id, found FROM gold.fct ORDER BY id"), contains("c|p1", "d|null"));
  }

  @Test
  void norIsOneThatIsReadForItsOtherColumns(@TempDir Path folder) {
    // The count of parents is another one with the parent that nobody on the day refers to.
    Mini mini =
        mini(
            folder,
            "{things: {lookback: P1D}, pars: {lookback: P1D}}",
            "WITH t AS (SELECT *, lag(val) OVER (ORDER BY day, id) AS before FROM things)"
                + " SELECT t.id, t.day, t.before, p.id AS found, (SELECT count(*) FROM pars) AS n"
                + " FROM t LEFT JOIN pars p ON p.id = t.ref WHERE t.day = partition_day()");
    thing(mini, "c", "2026-02-03", "p1").put("pars", "p1", "2026-02-02", 1);
    mini.put("things", "d", "2026-02-04", 1);

    mini.run("2026-02-02", "2026-02-04");

    assertThat(
        mini.query("SELECT id, before, found, n FROM gold.fct ORDER BY id"),
        contains("c|null|p1|1", "d|1|null|0"));
  }

  /** The row's own day sees the parent; the day that counts the row does not. */
  @Test
  void aRowOfANeighbouringDayIsMeasuredFromThePartitionThatUsesIt(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookback: P2D}, pars: {lookback: P1D}}", MOVING);
    thing(mini, "c", "2026-02-03", "p1").put("pars", "p1", "2026-02-02", 1);

    assertThat(
        blocking(mini.blocked("2026-02-02", "2026-02-06")),
        is(List.of("lookback_exceeded:fct/2026-02-04", "lookback_exceeded:fct/2026-02-05")));
  }

  @Test
  void aNeighbourIsFoundThoughNoRunBuildsEitherOfTheTwo(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookback: P2D}, pars: {lookback: P1D}}", MOVING);
    thing(mini, "c", "2026-02-03", "p1").put("pars", "p1", "2026-02-02", 1);
    mini.run("2026-02-02", "2026-02-03");

    assertThat(
        blocking(mini.blocked("2026-02-05", "2026-02-05")),
        is(List.of("lookback_exceeded:fct/2026-02-05")));
    assertThat(blocking(mini.run("2026-02-06", "2026-02-06")), is(empty()));
  }

  @Test
  void aPartitionThatStaysIsNamedWhenAParentComesThatItWouldUse(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookback: P2D}, pars: {lookback: P1D}}", MOVING);
    thing(mini, "c", "2026-02-04", "p1");
    mini.run("2026-02-04", "2026-02-07");
    mini.put("pars", "p1", "2026-02-01", 1);

    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-01")),
        is(
            List.of(
                "lookback_exceeded:fct/2026-02-04",
                "lookback_exceeded:fct/2026-02-05",
                "lookback_exceeded:fct/2026-02-06")));
  }

  @Test
  void aReferenceOfAParentIsFollowedAsFarAsTheSqlDoes(@TempDir Path folder) {
    String from = "{things: {}, pars: {lookback: P1D}, grands: {lookback: P2D}}";
    String sql =
        "SELECT t.id, t.day, g.id AS found FROM things t LEFT JOIN pars p ON p.id = t.ref"
            + " LEFT JOIN grands g ON g.id = p.ref WHERE t.day = partition_day()";
    Mini used = mini(folder.resolve("used"), from, sql);
    thing(used, "c", "2026-02-05", "p1").put("grands", "g1", "2026-02-02", 1);
    used.put("pars", "2026-02-04", "p1", "2026-02-04", 1, 1, "g1");
    Mini unused = mini(folder.resolve("unused"), from, sql);
    thing(unused, "c", "2026-02-05", "p2").put("grands", "g1", "2026-02-02", 1);
    unused.put("pars", "2026-02-04", "p1", "2026-02-04", 1, 1, "g1");
    unused.put("pars", "p2", "2026-02-05", 1);

    Outcome blocked = used.blocked("2026-02-01", "2026-02-06");

    assertThat(blocking(blocked), is(List.of("lookback_exceeded:fct/2026-02-05")));
    assertThat(blocked.out(), containsString("raise lookback or lookahead of grands under fct"));
    unused.run("2026-02-01", "2026-02-06");
  }

  @Test
  void eachOfSeveralReferencesIsAskedByItself(@TempDir Path folder) {
    for (String joined : List.of("ref", "id")) {
      Mini mini =
          new Mini(folder.resolve(joined))
              .silver("pars", "day")
              .silver("things", "day", "references: {ref: pars, id: pars}")
              .gold(
                  "fct",
                  "{things: {lookback: P1D}, pars: {lookback: P1D}}",
                  "id",
                  "day",
                  "day",
                  "SELECT t.id, t.ref, t.day, p.val FROM things t LEFT JOIN pars p ON p.id = t."
                      + joined
                      + " WHERE t.day = partition_day()");
      // By its id the thing names a parent of its day, by its ref one beyond.
      thing(mini, "p2", "2026-02-04", "p1");
      mini.put("pars", "p1", "2026-02-01", 1).put("pars", "p2", "2026-02-04", 2);

      if (joined.equals("ref")) {
        assertThat(
            blocking(mini.blocked("2026-02-01", "2026-02-04")),
            is(List.of("lookback_exceeded:fct/2026-02-04")));
      } else {
        mini.run("2026-02-01", "2026-02-04");
        assertThat(mini.query("SELECT val FROM gold.fct"), contains("2"));
      }
    }
  }

  @Test
  void aMonthIsMeasuredWhole(@TempDir Path folder) {
    String from = "{things: {lookback: P3D}, pars: {lookback: P3D}}";
    String sql =
        "SELECT t.id, partition_day() AS month, p.id AS found FROM things t"
            + " LEFT JOIN pars p ON p.id = t.ref WHERE date_trunc('month', t.day) = partition_day()";
    Mini within = mini(folder.resolve("within")).gold("fct", from, "id", "month", "month", sql);
    thing(within, "c", "2026-02-28", "p1").put("pars", "p1", "2026-01-29", 1);
    thing(within, "d", "2026-01-31", "p2").put("pars", "p2", "2026-01-02", 1);
    Mini beyond = mini(folder.resolve("beyond")).gold("fct", from, "id", "month", "month", sql);
    thing(beyond, "c", "2026-02-01", "p1").put("pars", "p1", "2026-01-28", 1);

    within.run("2026-01-01", "2026-02-28");

    assertThat(
        within.query("SELECT id, found FROM gold.fct ORDER BY id"), contains("c|p1", "d|p2"));
    assertThat(
        blocking(beyond.blocked("2026-01-01", "2026-02-28")),
        is(List.of("lookback_exceeded:fct/2026-02")));
  }

  /** Rows of such a table come from the parents; a child is used on its parent's day. */
  @Test
  void whereTheParentIsReadWithoutReachItsOwnDayCounts(@TempDir Path folder) {
    String sql =
        "SELECT p.id, partition_day() AS day, count(t.id) AS n FROM pars p"
            + " LEFT JOIN things t ON t.ref = p.id GROUP BY p.id";
    Mini mini = mini(folder, "{pars: {}, things: {lookahead: P3D}}", sql);
    mini.put("pars", "p1", "2026-02-01", 1);
    thing(mini, "a", "2026-02-01", "p1");
    thing(mini, "b", "2026-02-04", "p1");

    mini.run("2026-02-01", "2026-02-04");

    assertThat(mini.query("SELECT id, n FROM gold.fct"), contains("p1|2"));
    Mini beyond = mini(folder.resolve("b"), "{things: {lookback: P1D}, pars: {}}", OWN_ROWS);
    thing(beyond, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-03", 1);
    assertThat(
        blocking(beyond.blocked("2026-02-03", "2026-02-04")),
        is(List.of("lookback_exceeded:fct/2026-02-04")));
  }

  @Test
  void aTableThatRefersToItselfIsAskedAsFarAsItIsJoined(@TempDir Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("things", "day", "references: {ref: things}")
            .gold(
                "fct",
                "{things: {lookback: P1D}}",
                "id",
                "day",
                "day",
                "SELECT t.id, t.day, b.id AS before FROM things t LEFT JOIN things b"
                    + " ON b.id = t.ref WHERE t.day = partition_day()");
    thing(mini, "a", "2026-02-01", "nobody");
    thing(mini, "b", "2026-02-02", "a");
    thing(mini, "c", "2026-02-03", "b");
    mini.run("2026-02-01", "2026-02-04");
    assertThat(
        mini.query("SELECT id, before FROM gold.fct ORDER BY id"),
        contains("a|null", "b|a", "c|b"));

    thing(mini, "e", "2026-02-05", "c");

    assertThat(
        blocking(mini.blocked("2026-02-05", "2026-02-05")),
        is(List.of("lookback_exceeded:fct/2026-02-05")));
  }

  @Test
  void aReferenceOfGoldIsAskedByGoldThatReadsIt(@TempDir Path folder) {
    Mini mini =
        mini(folder)
            .gold(
                "fct",
                "{things: {}, pars: {lookback: P9D}}",
                "id",
                "day",
                "day",
                OWN_ROWS,
                "references: {found: pars}")
            .gold(
                "next",
                "{fct: {lookback: P1D}, pars: {lookback: P1D}}",
                "id",
                "day",
                "day",
                "SELECT f.id, f.day, p.val FROM fct f LEFT JOIN pars p ON p.id = f.found"
                    + " WHERE f.day = partition_day()");
    thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-01", 1);

    assertThat(
        blocking(mini.blocked("2026-02-01", "2026-02-04")),
        is(List.of("lookback_exceeded:next/2026-02-04")));
  }

  @Test
  void aWholeTableHasNoReach(@TempDir Path folder) {
    Mini mini =
        new Mini(folder)
            .silver("pars", "none")
            .silver("things", "day", "references: {ref: pars}")
            .gold(
                "fct",
                "{things: {lookback: P1D}, pars: {slice: 'id IN (SELECT ref FROM things)'}}",
                "id",
                "day",
                "day",
                OWN_ROWS);
    thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-01-01", 1);

    mini.run("2026-02-04", "2026-02-04");

    assertThat(mini.query("SELECT found FROM gold.fct"), contains("p1"));
  }

  @Test
  void silverPublishedBeforeGoldIsAskedWhenGoldComes(@TempDir Path folder) {
    Mini mini = mini(folder, "{things: {lookback: P1D}, pars: {lookback: P1D}}", OWN_ROWS);
    thing(mini, "c", "2026-02-04", "p1").put("pars", "p1", "2026-02-01", 1);
    mini.run("2026-02-01", "2026-02-04", "--tables=things,pars,grands");

    assertThat(
        blocking(mini.blocked("2026-02-04", "2026-02-04", "--tables=fct")),
        is(List.of("lookback_exceeded:fct/2026-02-04")));
    Outcome allowed = mini.run("2026-02-04", "2026-02-04", "--allow=lookback_exceeded:fct");
    assertThat(allowed.out(), not(containsString("Blocking")));
  }
}
