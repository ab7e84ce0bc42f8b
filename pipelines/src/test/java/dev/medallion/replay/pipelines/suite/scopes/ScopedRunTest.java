package dev.medallion.replay.pipelines.suite.scopes;

import static dev.medallion.replay.pipelines.suite.scopes.Stores.ONE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.THREE;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.TWO;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.deleted;
import static dev.medallion.replay.pipelines.suite.scopes.Stores.sale;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the named scopes are replaced, and all others stay as they are published. */
class ScopedRunTest {
  /** Two stores, each with two sales on the first day and one on the second. */
  private static Stores published(Path folder) {
    Stores stores =
        Stores.in(folder)
            .arriveAs(ONE, "a", sale("a", "1", 1, ONE, 1), sale("a", "2", 1, ONE, 2))
            .arriveAs(ONE, "b", sale("b", "1", 1, ONE, 10), sale("b", "2", 1, ONE, 20))
            .arriveAs(TWO, "a2", sale("a", "3", 1, TWO, 3))
            .arriveAs(TWO, "b2", sale("b", "3", 1, TWO, 30));
    stores.run(ONE, TWO);
    return stores;
  }

  @Test
  void theRowsOfAScopeAreReplacedAndThoseOfOthersStayThoughTheirInputChanged(@TempDir Path folder) {
    Stores stores = published(folder);
    List<String> before = stores.everything("b");
    stores.arrive(THREE, sale("a", "1", 2, ONE, 5), sale("b", "1", 2, ONE, 50));

    Outcome outcome = stores.run(ONE, ONE, "--scope=a");

    assertThat(
        stores.sales(),
        contains(
            "a 1 2026-02-01 5",
            "a 2 2026-02-01 2",
            "a 3 2026-02-02 3",
            "b 1 2026-02-01 10",
            "b 2 2026-02-01 20",
            "b 3 2026-02-02 30"));
    assertThat(stores.everything("b"), is(before));
    assertThat("gold is computed from all", stores.days(), hasItem("2026-02-01 4 37"));
    assertThat("and downstream too", stores.days(), hasItem("2026-02-02 2 70"));
    assertThat(outcome.out(), containsString("scopes     a; all other rows stay"));
    assertThat(outcome.manifest().window().scopes(), contains("a"));
    assertThat(
        outcome.manifest().records().reconciliation().stream()
            .mapToLong(r -> r.outsideWindow())
            .sum(),
        is(4L));

    stores.run(ONE, TWO);
    assertThat("the other's change waited", stores.sales(), hasItem("b 1 2026-02-01 50"));
  }

  @Test
  void rowsOfAnotherScopeStayThoughItsObjectsAreGone(@TempDir Path folder) {
    Stores stores = published(folder);
    List<String> before = stores.everything("b");
    stores.vanish(ONE, "b").arrive(THREE, sale("a", "1", 2, ONE, 5));

    stores.run(ONE, ONE, "--scope=a");

    assertThat(stores.everything("b"), is(before));
    assertThat(stores.sales(), hasItem("a 1 2026-02-01 5"));
    assertThat(
        stores.blocked(ONE, ONE, "--scope=b"),
        hasItems("eroded sales/" + ONE, "row_drop sales/" + ONE));
  }

  @Test
  void aScopeWithoutEventsIsEmptiedAloneAndOnlyIfThatIsAllowed(@TempDir Path folder) {
    Stores stores = published(folder);
    List<String> before = stores.everything("b");
    stores.vanish(ONE, "a");

    assertThat(
        stores.blocked(ONE, ONE, "--scope=a", "--allow=eroded"),
        contains("row_drop lines/" + ONE, "row_drop sales/" + ONE));
    stores.run(ONE, ONE, "--scope=a", "--allow=eroded", "--allow=row_drop");

    assertThat(
        stores.sales(),
        contains(
            "a 3 2026-02-02 3", "b 1 2026-02-01 10", "b 2 2026-02-01 20", "b 3 2026-02-02 30"));
    assertThat(stores.everything("b"), is(before));
  }

  @Test
  void anEntityMovesAndIsDeletedWithinItsScope(@TempDir Path folder) {
    Stores stores = published(folder);
    List<String> before = stores.everything("b");
    stores.arrive(
        THREE,
        sale("a", "1", 2, TWO, 5),
        deleted("a", "2", 2),
        sale("b", "1", 2, TWO, 50),
        deleted("b", "2", 2));

    assertThat(
        stores.blocked(ONE, ONE, "--scope=a", "--allow=row_drop"),
        contains("affected lines/" + TWO, "affected sales/" + TWO));
    stores.run(ONE, ONE, "--scope=a", "--allow=row_drop", "--expand=affected");

    assertThat(
        stores.sales(),
        contains(
            "a 1 2026-02-02 5",
            "a 3 2026-02-02 3",
            "b 1 2026-02-01 10",
            "b 2 2026-02-01 20",
            "b 3 2026-02-02 30"));
    assertThat(stores.everything("b"), is(before));
    stores.run(ONE, ONE, "--scope=b", "--allow=row_drop", "--expand=affected");
    assertThat(
        stores.sales(),
        contains("a 1 2026-02-02 5", "a 3 2026-02-02 3", "b 1 2026-02-02 50", "b 3 2026-02-02 30"));
  }

  @Test
  void anotherScopesMoveIsNoMoveOfThisRun(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.arrive(THREE, sale("b", "1", 2, TWO, 50));

    stores.run(ONE, ONE, "--scope=a");

    assertThat(stores.sales(), hasItem("b 1 2026-02-01 10"));
    assertThat(stores.blocked(ONE, ONE, "--scope=a,b"), hasItem("affected sales/" + TWO));
  }

  @Test
  void whatCameTooLateForAnotherScopeDoesNotBlock(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.arrive("2026-02-05", sale("b", "1", 2, ONE, 50), sale("b", "9", 1, ONE, 90));

    Outcome outcome = stores.run(ONE, TWO, "--scope=a");

    assertThat(outcome.manifest().findings().stream().map(Finding::audit).toList(), is(List.of()));
    assertThat(
        stores.blocked(ONE, TWO, "--scope=b"),
        contains("arrives_exceeded lines/" + ONE, "arrives_exceeded sales/" + ONE));
  }

  @Test
  void whatArrivedOfAnotherScopeNamesNoDays(@TempDir Path folder) {
    Stores stores = published(folder);
    stores.arrive(
        THREE, sale("a", "1", 2, ONE, 5), sale("b", "3", 2, TWO, 50), sale("b", "9", 1, THREE, 90));

    Outcome outcome = stores.run(THREE, THREE, "--scope=a", "--window-clock=arrival");

    assertThat(outcome.manifest().window().expanded(), contains(LocalDate.parse(ONE)));
    assertThat(stores.sales(), hasItem("a 1 2026-02-01 5"));
  }

  @Test
  void aPartitionThatWasOnlyReplayedInPartWaitsForItsOtherScopes(@TempDir Path folder) {
    Stores stores =
        Stores.in(folder)
            .arrive(ONE, sale("a", "1", 1, ONE, 1), sale("b", "1", 1, ONE, 10))
            .arrive(TWO, sale("a", "2", 1, TWO, 2));

    Outcome first = stores.run(ONE, TWO, "--scope=a");

    assertThat(stores.sales(), contains("a 1 2026-02-01 1", "a 2 2026-02-02 2"));
    assertThat(
        completeness(first, "silver.sales", ONE),
        is("open, waits for the other scopes of sales/" + ONE));
    assertThat(
        completeness(first, "gold.days", TWO),
        is(
            "open, waits for the other scopes of sales/"
                + ONE
                + ", the other scopes of sales/"
                + TWO));
    assertThat(
        stores.bench().call("status").out(), containsString("the other scopes of sales/" + ONE));

    Outcome second = stores.run(ONE, TWO, "--scope=b");
    assertThat(
        stores.sales(), contains("a 1 2026-02-01 1", "a 2 2026-02-02 2", "b 1 2026-02-01 10"));
    assertThat(
        "nobody can tell whether there is a third",
        completeness(second, "silver.sales", ONE),
        is("open, waits for the other scopes of sales/" + ONE));

    Outcome whole = stores.run(ONE, ONE);
    assertThat(completeness(whole, "silver.sales", ONE), is(PartitionChange.COMPLETE));
    assertThat(
        "what is computed from it is told, though no row changed",
        completeness(whole, "gold.days", TWO),
        is("open, waits for the other scopes of sales/" + TWO));
    stores.run(TWO, TWO);
    assertThat(stores.bench().call("status").out(), not(containsString("other scopes")));

    Outcome inPartAgain = stores.run(ONE, ONE, "--scope=b");
    assertThat(completeness(inPartAgain, "silver.sales", ONE), is(PartitionChange.COMPLETE));
  }

  @Test
  void rowsThatWereReadBeforeAllHadArrivedStayOpen(@TempDir Path folder) {
    Stores stores =
        Stores.in(folder).arrive(ONE, sale("a", "1", 1, ONE, 1), sale("b", "1", 1, ONE, 10));
    stores.run(ONE, ONE, "--asOf=2026-02-02T00:00:00Z");

    Outcome later = stores.run(ONE, ONE, "--scope=a");

    assertThat(completeness(later, "silver.sales", ONE), is("open until 2026-02-04"));
    assertThat(
        completeness(stores.run(ONE, ONE), "silver.sales", ONE), is(PartitionChange.COMPLETE));
  }

  @Test
  void whatIsTheSameIsSkippedAndAPlanSaysTheScopesToo(@TempDir Path folder) {
    Stores stores = published(folder);

    Outcome plan = stores.bench().plan("--from=" + ONE, "--to=" + TWO, "--scope=b");
    Outcome outcome = stores.run(ONE, TWO, "--scope=b");

    assertThat(plan.exitCode(), is(0));
    assertThat(plan.out(), containsString("scopes     b"));
    assertThat(
        outcome.manifest().partitions().changes().stream()
            .map(PartitionChange::action)
            .distinct()
            .toList(),
        contains(Action.SKIPPED));
  }

  @Test
  void aScopeThatNobodyKnowsIsToldWithThoseThatThereAre(@TempDir Path folder) {
    Stores stores = published(folder);

    Outcome outcome = stores.run(ONE, ONE, "--scope=c");

    assertThat(
        outcome.manifest().findings().stream().map(Finding::audit).toList(),
        hasItem("unknown_scope"));
    assertThat(
        outcome.out(), containsString("nothing that was read is of scope c; there are a, b"));
    assertThat(stores.sales().size(), is(6));
  }

  private static String completeness(Outcome outcome, String table, String partition) {
    return outcome.manifest().partitions().changes().stream()
        .filter(c -> c.table().equals(table) && c.partition().equals(partition))
        .map(PartitionChange::completeness)
        .findFirst()
        .orElseThrow();
  }
}
