package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.pipelines.suite.AsksTheFile;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was reviewed is what is published: all of it, unchanged, once; or nothing. */
class ApplyTest {
  @AsksTheFile
  @Test
  void aPlanIsPublishedAsItWasReviewedUnlessAFileOfItWasAltered(@TempDir Path folder)
      throws IOException {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    Outcome plan = bench.plan("--out", "--runId=p1");
    assertThat(plan.err() + plan.out(), plan.exitCode(), is(0));
    assertThat(plan.out(), containsString("apply --plan=p1 --warehouse=duckdb:"));
    assertThat(plan.out(), containsString(plan.manifest().partitions().changeSet()));
    assertThat("a plan makes no warehouse", Files.exists(bench.warehouse()), is(false));
    // Whatever happens to the input now, what was reviewed is published.
    two.lake().objects().forEach(two.lake()::delete);

    Path staged = stagedFile(bench);
    byte[] bytes = Files.readAllBytes(staged);
    byte[] altered = bytes.clone();
    altered[altered.length / 2] ^= 1;
    Files.write(staged, altered);
    Outcome refused = bench.call("apply", "--plan=p1", "--runId=a1");
    assertThat(refused.exitCode(), is(1));
    assertThat(refused.err(), containsString(staged + " was altered after"));
    assertThat(bench.tables().contents().keySet(), is(empty()));
    assertThat(bench.tables().query("SELECT * FROM ops.replay_runs"), is(empty()));
    assertThat(bench.tables().query("SELECT * FROM ops.replay_heads"), is(empty()));
    Files.write(staged, bytes);

    Outcome applied = bench.call("apply", "--plan=p1", "--runId=a2");

    assertThat(applied.err() + applied.out(), applied.exitCode(), is(0));
    assertThat(applied.out(), containsString("  of         p1"));
    Manifest receipt = RunFolder.open(Address.of(bench.state()), "a2").latestManifest();
    assertThat(receipt.run().by(), containsString("process " + ProcessHandle.current().pid()));
    assertThat(receipt.partitions(), is(plan.manifest().partitions()));
    assertThat(
        bench.tables().query("SELECT id, amount FROM silver.charges ORDER BY id"),
        is(List.of("ch_1|1001", "ch_2|1001")));
    assertThat(
        bench.tables().query("SELECT run_id, command, basis FROM ops.replay_runs"),
        is(List.of("a2|apply|p1")));
    assertThat(
        bench.call("rollback", "--run=p1", "--dry-run").err(),
        containsString("p1 is a plan that run a2 published: give --run=a2"));

    SortedMap<String, List<String>> before = bench.tables().everything();
    Outcome resumed = bench.call("resume", "--run=a2");
    assertThat(resumed.err(), resumed.exitCode(), is(0));
    assertThat(resumed.out(), containsString("The run has already ended"));
    Outcome again = bench.call("apply", "--plan=p1");
    assertThat(again.err() + again.out(), again.exitCode(), is(0));
    assertThat(again.out(), containsString("run a2 published this change set at 20"));
    assertThat(bench.tables().everything(), is(before));

    Outcome taken = bench.call("rollback", "--run=a2");
    assertThat(taken.err() + taken.out(), taken.exitCode(), is(0));
    assertThat(bench.tables().contents().keySet(), is(empty()));
    Outcome late = bench.call("apply", "--plan=p1");
    assertThat("its heads do not stand any more", late.exitCode(), is(4));
  }

  @Test
  void aPlanWhoseFilesWereMovedSaysSo(@TempDir Path folder) throws IOException {
    Bench bench = new Two(folder).bench("warehouse");
    good(bench.plan("--out", "--runId=p1"));
    Files.move(bench.state().resolve("staging"), folder.resolve("elsewhere"));
    Outcome refused = bench.call("apply", "--plan=p1");
    assertThat(refused.exitCode(), is(1));
    assertThat(
        refused.err(), containsString("it was deleted, or moved with its folder; plan again"));
  }

  @Test
  void aPlanIsRefusedOnceAHeadThatItReplacesOrReadHasMovedAndThePartitionIsNamed(
      @TempDir Path folder) {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    String third = SmallPayments.FROM;
    good(bench.run("--to=" + third, "--runId=r1"));
    good(bench.plan("--from=" + SmallPayments.TO, "--out", "--runId=reads"));
    good(bench.plan("--to=" + third, two.second(), "--out", "--runId=replaces"));
    good(bench.call("rollback", "--run=r1", "--runId=moved"));
    SortedMap<String, List<String>> before = bench.tables().everything();

    Outcome reads = bench.call("apply", "--plan=reads");
    assertThat(reads.exitCode(), is(4));
    assertThat(
        reads.out(),
        matchesPattern(
            "(?s).*the change set (reads|replaces) \\w+/(2026-02-03|all) at version 1, but the"
                + " warehouse has version 2 \\(published by run moved\\).*"));
    Outcome replaces = bench.call("apply", "--plan=replaces");
    assertThat(replaces.exitCode(), is(4));
    assertThat(replaces.out(), containsString("the change set replaces"));

    SortedMap<String, List<String>> after = bench.tables().everything();
    assertThat(after, is(before));
  }

  @Test
  void aPlanIsRefusedOnceAPartitionHasMovedThatItReadAndDoesNotReplace(@TempDir Path folder) {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    String third = SmallPayments.FROM;
    good(bench.run("--to=" + third, "--runId=r1"));
    Outcome plan = bench.plan("--from=" + SmallPayments.TO, "--out", "--runId=p1");
    good(plan);
    // Not the gold days as well, which the plan looks at anew, and finds to be as they were.
    Outcome other = bench.run("--to=" + third, two.second(), "--tables=charges", "--runId=r2");
    good(other);
    SortedMap<String, List<String>> before = bench.tables().everything();
    Set<String> moved = replaced(other);
    assertThat(moved, hasItem("silver.charges/" + third));
    plan.manifest().partitions().changes().stream()
        .map(c -> c.table() + "/" + c.partition())
        .forEach(p -> assertThat("the plan only read what has moved", moved, not(hasItem(p))));

    Outcome refused = bench.call("apply", "--plan=p1");

    assertThat(refused.err() + refused.out(), refused.exitCode(), is(4));
    assertThat(
        refused.out(),
        matchesPattern(
            "(?s).*the change set reads \\w+/2026-02-03 at version 1, but the warehouse has version"
                + " 2 \\(published by run r2\\).*"));
    assertThat(bench.tables().everything(), is(before));
  }

  @Test
  void aPlanThatIsBlockedOrUnknownOrOfAnotherModelIsRefused(@TempDir Path folder)
      throws IOException {
    Two two = new Two(folder);
    Bench bench = two.bench("warehouse");
    good(bench.plan("--out", "--runId=p1"));

    Outcome unknown = bench.call("apply", "--plan=p7");
    assertThat(unknown.exitCode(), is(2));
    assertThat(unknown.err(), containsString("no plan p7"));
    Outcome other = bench.call("apply", "--plan=p1", two.second());
    assertThat(other.exitCode(), is(2));
    assertThat(other.err(), containsString("plan again"));

    RunFolder blocked = RunFolder.create(Address.of(bench.state()), "p2");
    Manifest plan = RunFolder.open(Address.of(bench.state()), "p1").latestManifest();
    blocked.started(plan);
    blocked.finished(plan.finished(Verdict.BLOCKED, Instant.EPOCH));
    Outcome bad = bench.call("apply", "--plan=p2");
    assertThat(bad.exitCode(), is(3));
    assertThat(bad.err(), containsString("its verdict is BLOCKED"));
    assertThat(Files.exists(bench.warehouse()), is(false));
  }

  private static Path stagedFile(Bench bench) throws IOException {
    try (Stream<Path> files = Files.walk(bench.state().resolve("staging/p1/partitions"))) {
      return files
          .filter(f -> f.toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** Every partition that it gave another version. */
  private static Set<String> replaced(Outcome outcome) {
    return outcome.manifest().partitions().changes().stream()
        .filter(c -> c.action() != PartitionChange.Action.SKIPPED)
        .map(c -> c.table() + "/" + c.partition())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
