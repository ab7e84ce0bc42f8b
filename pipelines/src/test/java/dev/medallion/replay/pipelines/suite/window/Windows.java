package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PlanIsTrue;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Replays windows of a tiny lake, each announced by a plan that has to come true. */
final class Windows {
  private final TinyLake lake;
  private final Bench bench;

  /**
   * An empty lake and an empty warehouse.
   *
   * @param folder of both
   */
  Windows(Path folder) {
    this.lake = TinyLake.in(folder.resolve("lake"));
    this.bench =
        new Bench(
            folder,
            "--model=payments",
            "--input=" + lake.root(),
            "--asOf=2026-04-15T00:00:00Z",
            "--progress=off");
  }

  TinyLake lake() {
    return lake;
  }

  Bench bench() {
    return bench;
  }

  /** A replay that has to publish, and that no plan announces: a test's beginning, or its end. */
  Outcome run(String from, String to, String... options) {
    return assertExit(0, bench.run(options(from, to, options)));
  }

  /** A replay that has to be announced by a plan, and published. */
  Outcome publish(String from, String to, String... options) {
    return assertExit(0, PlanIsTrue.check(bench, options(from, to, options)));
  }

  /** One that an audit has to block, in the plan already; it must leave the warehouse alone. */
  Outcome blocked(String from, String to, String... options) {
    return assertExit(3, PlanIsTrue.check(bench, options(from, to, options)));
  }

  private static String[] options(String from, String to, String... options) {
    return Stream.concat(Stream.of("--from=" + from, "--to=" + to), Arrays.stream(options))
        .toArray(String[]::new);
  }

  private static Outcome assertExit(int code, Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(code));
    return outcome;
  }

  /** Each row of a query on the warehouse. */
  List<String> query(String sql) {
    return bench.tables().query(sql);
  }

  /** What blocks, as {@code --allow} takes it. */
  static List<String> blocking(Outcome outcome) {
    return outcome.manifest().findings().stream()
        .filter(Finding::blocks)
        .map(f -> f.audit() + ":" + f.place())
        .sorted()
        .toList();
  }

  /** The places of an audit's findings. */
  static List<String> found(Outcome outcome, String audit) {
    return outcome.manifest().findings().stream()
        .filter(f -> f.audit().equals(audit))
        .map(Finding::place)
        .sorted()
        .toList();
  }

  /** An audit's only finding at a place. */
  static Finding finding(Outcome outcome, String audit, String place) {
    List<Finding> findings =
        outcome.manifest().findings().stream()
            .filter(f -> f.audit().equals(audit) && f.place().equals(place))
            .toList();
    assertThat(audit + " at " + place + " in\n" + outcome.out(), findings.size(), is(1));
    return findings.get(0);
  }

  /** What happened to a partition, e.g. of {@code silver.charges}. */
  static PartitionChange change(Outcome outcome, String table, String partition) {
    return outcome.manifest().partitions().changes().stream()
        .filter(c -> c.table().equals(table) && c.partition().equals(partition))
        .findFirst()
        .orElseThrow(() -> new AssertionError(table + "/" + partition + " is not in the receipt"));
  }

  /** A count of the reconciliation, over all sources and days. */
  static long records(Outcome outcome, ToLongFunction<Reconciliation> count) {
    return outcome.manifest().records().reconciliation().stream().mapToLong(count).sum();
  }
}
