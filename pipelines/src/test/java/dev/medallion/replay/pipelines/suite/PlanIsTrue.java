package dev.medallion.replay.pipelines.suite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether {@code plan} tells the truth: it changes nothing, and {@code run} with the same options
 * does what it announced, no more and no less.
 */
public final class PlanIsTrue {
  private PlanIsTrue() {}

  /**
   * Plans, then runs, and compares.
   *
   * @return how the run ended, for further assertions
   */
  public static Bench.Outcome check(Bench bench, String... options) {
    SortedMap<String, String> filesBefore = FileDigests.of(bench.warehouse().getParent());
    List<String> temporaryBefore = FileDigests.temporaryEntries();

    Bench.Outcome plan = bench.plan(options);

    assertThat(
        "files beside the warehouse, and below its state, after a plan",
        FileDigests.of(bench.warehouse().getParent()),
        equalTo(filesBefore));
    assertThat(
        "entries of the temporary folder after a plan",
        FileDigests.temporaryEntries(),
        equalTo(temporaryBefore));

    SortedMap<String, List<String>> contentsBefore = bench.tables().contents();
    SortedMap<String, List<String>> everythingBefore = withoutBirth(bench);

    Bench.Outcome run = bench.run(options);

    String said = plan.out() + plan.err() + run.out() + run.err();
    assertThat(said, run.exitCode(), is(plan.exitCode()));
    if (plan.manifest() == null) {
      return run;
    }
    assertThat(said, run.manifest(), notNullValue());
    sameAnnounced(plan.manifest(), run.manifest());
    if (run.manifest().isPublished()) {
      rowsAreAsAnnounced(run.manifest(), contentsBefore, bench.tables().contents());
    } else {
      assertThat(
          "the warehouse after a run that did not publish",
          withoutBirth(bench),
          equalTo(everythingBefore));
    }
    return run;
  }

  /** All but what says that the warehouse exists: a run makes one before it can lease it. */
  private static SortedMap<String, List<String>> withoutBirth(Bench bench) {
    SortedMap<String, List<String>> everything = bench.tables().everything();
    everything.remove("ops.replay_meta");
    return everything;
  }

  /** Everything in a receipt but which run it was, and when. */
  private static void sameAnnounced(Manifest plan, Manifest run) {
    assertThat("window", run.window(), equalTo(plan.window()));
    assertThat("objects", run.objects(), equalTo(plan.objects()));
    assertThat("records", run.records(), equalTo(plan.records()));
    assertThat("findings", run.findings(), equalTo(plan.findings()));
    assertThat("changes", run.partitions().changes(), equalTo(plan.partitions().changes()));
    assertThat(
        "downstream", run.partitions().downstream(), equalTo(plan.partitions().downstream()));
    assertThat("affected", run.partitions().affected(), equalTo(plan.partitions().affected()));
    assertThat("partitions", run.partitions(), equalTo(plan.partitions()));
    assertThat("verdict", run.verdict(), equalTo(plan.verdict()));
    assertThat("failure", run.failure(), equalTo(plan.failure()));
  }

  /** Counts in the tables themselves: a receipt could repeat a plan's mistake. */
  private static void rowsAreAsAnnounced(
      Manifest run, SortedMap<String, List<String>> before, SortedMap<String, List<String>> after) {
    TreeMap<String, Long> announced = new TreeMap<>();
    TreeMap<String, Long> happened = new TreeMap<>();
    for (PartitionChange change : run.partitions().changes()) {
      announced.merge(change.table(), change.rowsAfter() - change.rowsBefore(), Long::sum);
    }
    TreeMap<String, List<String>> tables = new TreeMap<>(before);
    tables.putAll(after);
    announced.keySet().forEach(table -> tables.putIfAbsent(table, List.of()));
    for (String table : tables.keySet()) {
      announced.putIfAbsent(table, 0L);
      happened.put(table, rows(after, table) - rows(before, table));
    }
    assertThat("rows gained by table", happened, equalTo(announced));
  }

  private static long rows(SortedMap<String, List<String>> contents, String table) {
    return contents.getOrDefault(table, List.of()).size();
  }
}
