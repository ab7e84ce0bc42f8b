package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.receipt.Manifest;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Does work while the run holds the lease of all partitions of its scope. Leases are a courtesy
 * that saves wasted work; what keeps partitions safe are their heads.
 */
final class Leased {
  private Leased() {}

  /** Work that ends in a receipt. */
  @FunctionalInterface
  interface Work {
    Manifest run() throws IOException;
  }

  /** Does the work, or says in the receipt who holds the lease. */
  static Manifest with(Model model, RunSpec run, Manifest started, Work work) throws IOException {
    Warehouse warehouse = Warehouses.of(run.warehouse(), Path.of(run.state()), model.zone());
    LeaseResult lease =
        warehouse.acquire(
            new LeaseRequest(
                run.runId(),
                ProcessLiveness.thisProcess(),
                partitions(model, run),
                Nondeterminism.now()));
    if (lease instanceof LeaseResult.Refused refused) {
      return started.conflicted(refused.message(), Nondeterminism.now());
    }
    try {
      return work.run();
    } finally {
      warehouse.release(run.runId());
    }
  }

  private static List<Partition> partitions(Model model, RunSpec run) {
    return model.tables().stream()
        .filter(t -> run.publishes(t.name()))
        .flatMap(
            t -> run.scope().partitions(t.grain()).stream().map(v -> new Partition(t.name(), v)))
        .toList();
  }
}
