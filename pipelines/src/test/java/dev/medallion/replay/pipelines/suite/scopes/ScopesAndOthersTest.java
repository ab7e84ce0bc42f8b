package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.ONE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.THREE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.TWO;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of some scopes beside rows of somebody else, other runs, rollbacks and other models. */
class ScopesAndOthersTest {
  private static Stores published(Path folder) {
    Stores stores =
        Stores.in(folder)
            .arriveAs(ONE, "a", sale("a", "1", 1, ONE, 1), sale("a", "2", 1, ONE, 2))
            .arriveAs(ONE, "b", sale("b", "1", 1, ONE, 10), sale("b", "2", 1, ONE, 20));
    stores.run(ONE, ONE);
    return stores;
  }

  @Test
  void rowsOfOtherScopesThatSomebodyElseWroteAreCarriedAndBackAgain(@TempDir Path folder) {
    Stores stores = published(folder);
    assumeTrue(stores.bench().isFile(), "only a file is written to by hand");
    stores
        .bench()
        .writeByHand(
            "UPDATE silver.sales SET val = 99, note = 'no JSON' WHERE store = 'b' AND id = '1';"
                + " UPDATE silver.sales SET val = 98 WHERE store = 'a' AND id = '1';"
                + " INSERT INTO silver.sales BY NAME SELECT 'b' AS store, id, day, 7 AS val FROM"
                + " silver.sales WHERE store = 'a' AND id = '2';"
                + " INSERT INTO silver.sales BY NAME SELECT 'n' AS id, day, 8 AS val FROM"
                + " silver.sales WHERE store = 'a' AND id = '2'");
    List<String> theirs =
        stores.query(
            "SELECT CAST(s AS VARCHAR) FROM silver.sales s WHERE store IS DISTINCT FROM 'a'");
    List<String> all = stores.query("SELECT CAST(s AS VARCHAR) FROM silver.sales s");

    Outcome outcome = stores.run(ONE, ONE, "--scope=a", "--runId=scoped");

    assertThat(
        "also those whose keys are there twice, and that are of no scope",
        stores.query(
            "SELECT CAST(s AS VARCHAR) FROM silver.sales s WHERE store IS DISTINCT FROM 'a'"),
        is(theirs));
    assertThat(stores.sales(), hasItem("a 1 2026-02-01 1"));
    assertThat(outcome.out(), containsString("replaced, but for those of other scopes"));

    stores.bench().call("rollback", "--run=scoped");
    assertThat(stores.query("SELECT CAST(s AS VARCHAR) FROM silver.sales s"), is(all));
  }

  @Test
  void whatSomebodyElseWroteStaysThroughRunsOfOtherScopesUntilItsOwnIsReplayed(
      @TempDir Path folder) {
    Stores stores = published(folder);
    assumeTrue(stores.bench().isFile(), "only a file is written to by hand");
    stores.bench().writeByHand("UPDATE silver.sales SET val = 99 WHERE store = 'b' AND id = '1'");

    Outcome skipped = stores.run(ONE, ONE, "--scope=a");
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5));
    Outcome replaced = stores.run(ONE, ONE, "--scope=a");

    assertThat(stores.sales(), hasItem("b 1 2026-02-01 99"));
    assertThat(stores.sales(), hasItem("a 1 2026-02-01 5"));
    assertThat(skipped.manifest().findings(), is(List.of()));
    assertThat(replaced.manifest().findings(), is(List.of()));
    assertThat("gold sees what is there", stores.days(), contains("2026-02-01 4 126"));
    stores.run(ONE, ONE, "--scope=b");
    assertThat(stores.sales(), hasItem("b 1 2026-02-01 10"));
  }

  @Test
  void aBrokenRunGoesOnWithItsScopeAndWithTheRowsThatItSaw(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));
    StepsHeard.by(
        step -> {
          if (step.startsWith("created assemble-sales")) {
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        });
    assertThat(stores.tryToRun(ONE, ONE, "--scope=a", "--runId=broken").exitCode(), is(1));
    StepsHeard.by(step -> {});

    Outcome resumed = stores.bench().call("resume", "--run=broken");

    assertThat(resumed.err() + resumed.out(), resumed.exitCode(), is(0));
    assertThat(resumed.out(), containsString("scopes     a"));
    assertThat(
        stores.sales(),
        contains("a 1 2026-02-01 5", "a 2 2026-02-01 2", "b 1 2026-02-01 10", "b 2 2026-02-01 20"));
  }

  @Test
  void rowsThatTheToolNeverPublishedAreCarried(@TempDir Path folder) {
    Stores stores = published(folder);
    assumeTrue(stores.bench().isFile(), "only a file is written to by hand");
    stores
        .bench()
        .writeByHand(
            "INSERT INTO silver.sales BY NAME SELECT 'b' AS store, 'x' AS id, DATE '2026-02-02' AS"
                + " day, 5 AS val UNION ALL SELECT 'a', 'y', DATE '2026-02-02', 6");
    stores.arrive(TWO, sale("a", "3", 1, TWO, 3));

    stores.run(TWO, TWO, "--scope=a", "--allow=row_drop");

    assertThat(
        stores.query("SELECT store || id FROM silver.sales WHERE day = '2026-02-02'"),
        contains("a3", "bx"));
  }

  @Test
  void aDeadLetterOfAnotherScopeStaysUntilThatIsReplayed(@TempDir Path folder) {
    Stores stores =
        Stores.in(folder)
            .arriveAs(ONE, "a", sale("a", "1", 1, ONE, 1))
            .arriveAs(ONE, "b", sale("b", "1", 1, ONE, 10), "{\"store\":\"b\",\"id\":\"2\"}");
    stores.run(ONE, ONE, "--allow=incomplete_input");
    List<String> letters = stores.bench().tables().deadLetters();
    assertThat(letters.size(), is(1));
    stores.arriveAs(ONE, "b", sale("b", "1", 1, ONE, 10), sale("b", "2", 1, ONE, 20));

    stores.run(ONE, ONE, "--scope=a");
    assertThat("its row is not there yet", stores.bench().tables().deadLetters(), is(letters));

    stores.run(ONE, ONE, "--scope=b");
    assertThat(stores.bench().tables().deadLetters(), is(List.of()));
    assertThat(stores.sales(), hasItem("b 2 2026-02-01 20"));
  }

  @Test
  void aScopedRunIsTakenBackNewestFirst(@TempDir Path folder) {
    Stores stores = published(folder);
    SortedMap<String, List<String>> before = stores.bench().tables().contents();
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));
    stores.run(ONE, ONE, "--scope=a", "--runId=first");
    SortedMap<String, List<String>> between = stores.bench().tables().contents();
    stores.run(ONE, ONE, "--scope=b", "--runId=second");

    Outcome tooEarly = stores.bench().call("rollback", "--run=first");
    assertThat(tooEarly.out() + tooEarly.err(), tooEarly.exitCode(), is(not(0)));
    Outcome second = stores.bench().call("rollback", "--run=second");
    assertThat(second.out() + second.err(), second.exitCode(), is(0));
    assertThat(stores.bench().tables().contents(), is(between));
    Outcome first = stores.bench().call("rollback", "--run=first");
    assertThat(first.out() + first.err(), first.exitCode(), is(0));
    assertThat(stores.bench().tables().contents(), is(before));
  }

  @Test
  void aFirstRunOfAScopeIsTakenBackToNothingAndTheNextIsInPartAgain(@TempDir Path folder) {
    Stores stores =
        Stores.in(folder).arrive(ONE, sale("a", "1", 1, ONE, 1), sale("b", "1", 1, ONE, 10));
    stores.run(ONE, ONE, "--scope=a", "--runId=first");
    assertThat(stores.bench().call("rollback", "--run=first").exitCode(), is(0));

    stores.run(ONE, ONE, "--scope=b");

    assertThat(stores.sales(), contains("b 1 2026-02-01 10"));
    assertThat(stores.bench().call("status").out(), containsString("the other scopes of sales/"));
  }

  @Test
  void twoPlansOfDifferentScopesOfOnePartitionExcludeEachOther(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));
    for (String scope : List.of("a", "b")) {
      Outcome kept =
          stores
              .bench()
              .plan(
                  "--from=" + ONE, "--to=" + ONE, "--scope=" + scope, "--out", "--runId=" + scope);
      assertThat(kept.err() + kept.out(), kept.exitCode(), is(0));
    }

    assertThat(stores.bench().call("apply", "--plan=a").exitCode(), is(0));
    assertThat(stores.bench().call("apply", "--plan=b").exitCode(), is(4));

    assertThat(stores.sales(), hasItem("a 1 2026-02-01 5"));
    stores.run(ONE, ONE, "--scope=b");
    assertThat(
        stores.sales(),
        contains("a 1 2026-02-01 5", "a 2 2026-02-01 2", "b 1 2026-02-01 50", "b 2 2026-02-01 20"));
  }

  @Test
  void aValueInAColumnThatTheModelLostIsNotLostWithoutAWord(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.write("silver/sales.sql", "SELECT store, id, day, val, _event FROM sale");

    Outcome refused = stores.tryToRun(ONE, ONE, "--scope=a");

    assertThat(refused.exitCode(), is(1));
    assertThat(
        refused.err(),
        containsString(
            "silver.sales: published rows of other scopes hold values in column note, which the"
                + " model does not have"));
    stores.run(ONE, ONE, "--scope=a,b");
  }

  @Test
  void aNewColumnIsNullInRowsThatStay(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.write(
        "silver/sales.sql", "SELECT store, id, day, val, note, val * 2 AS twice, _event FROM sale");

    stores.run(ONE, ONE, "--scope=a");

    assertThat(
        stores.query(
            "SELECT store || id || coalesce(CAST(twice AS VARCHAR), '-') FROM silver.sales"),
        contains("a12", "a24", "b1-", "b2-"));
  }

  @Test
  void aWholeTableOfFullHistoryIsReplacedInPartToo(@TempDir Path folder) {
    Stores stores =
        Stores.in(folder)
            .change("        from: tills\n", "        from: tills\n        history: full\n")
            .change(
                "    tables:\n",
                "    tables:\n      every: {layer: silver, entity: sale, sql:"
                    + " silver/every.sql, key: [store, id], partition_by: {grain: none}}\n")
            .write("silver/every.sql", "SELECT store, id, val, _event FROM sale")
            .arrive(ONE, sale("a", "1", 1, ONE, 1), sale("b", "1", 1, ONE, 10))
            .arrive(TWO, sale("a", "2", 1, TWO, 2));
    stores.run(ONE, TWO);
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));

    stores.run(ONE, ONE, "--scope=a");

    assertThat(
        stores.query("SELECT store || id || ' ' || val FROM silver.every"),
        contains("a1 5", "a2 2", "b1 10"));
  }
}
