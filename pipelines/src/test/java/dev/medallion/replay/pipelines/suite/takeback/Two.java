package dev.medallion.replay.pipelines.suite.takeback;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.ModelCopy;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two models of one small lake that differ in what a charge amounts to, so that every row tells
 * which of them made it.
 */
final class Two {
  private final Path folder;
  private final Path lake;

  /** Lays the lake down. */
  Two(Path folder) {
    this.folder = folder;
    this.lake = SmallPayments.good(folder.resolve("lake")).lake().root();
    plus("first", 1);
    plus("second", 2);
  }

  private void plus(String name, int cents) {
    ModelCopy.in(folder.resolve(name + "/payments"))
        .replace("silver/charges.sql", "  amount,", "  amount + " + cents + " AS amount,");
  }

  Lake lake() {
    return Lake.in(lake);
  }

  String first() {
    return "--model=" + folder.resolve("first/payments");
  }

  String second() {
    return "--model=" + folder.resolve("second/payments");
  }

  /** An empty warehouse of its own; runs name a model. */
  Bench bench(String name) {
    return SmallPayments.bench(folder.resolve(name), lake, first());
  }

  /** The arguments of a run on a bench's warehouse, for a process of its own. */
  List<String> run(Bench bench, String model, String runId, String... window) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                model,
                "--input=" + lake,
                "--run-id=" + runId,
                "--as-of=2026-04-15T00:00:00Z",
                "--signature-secrets=" + PaymentsSample.SECRETS,
                "--shards=1",
                "--progress=off"));
    args.addAll(bench.place());
    args.addAll(
        window.length == 0
            ? List.of("--from=" + SmallPayments.FROM, "--to=" + SmallPayments.TO)
            : List.of(window));
    return args;
  }
}
