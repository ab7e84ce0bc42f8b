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
import java.io.IOException;
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

  /**
   * Does the work, or says in the receipt who holds the lease.
   *
   * @param partitions that the run wants to itself
   * @param takeOver the run whose lease is taken over even if it is alive; empty: none
   */
  static Manifest with(
      Warehouse warehouse, Manifest started, List<Partition> partitions, String takeOver, Work work)
      throws IOException {
    String runId = started.run().runId();
    LeaseResult lease =
        warehouse.acquire(
            new LeaseRequest(
                runId, ProcessLiveness.thisProcess(), partitions, Nondeterminism.now(), takeOver));
    if (lease instanceof LeaseResult.Refused refused) {
      return started.conflicted(refused.message(), Nondeterminism.now());
    }
    try {
      return work.run();
    } finally {
      warehouse.release(runId);
    }
  }

  /** The partitions that a replay means to replace; what lies downstream it can't know yet. */
  static List<Partition> partitions(Model model, RunSpec run) {
    return model.tables().stream()
        .filter(t -> run.publishes(t.name()))
        .flatMap(
            t -> run.scope().partitions(t.grain()).stream().map(v -> new Partition(t.name(), v)))
        .toList();
  }
}
