package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.run.end.RunLease;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs work in this process while the run holds the lease on the partitions that it replaces. */
final class UnderLease {
  private UnderLease() {}

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
  static Manifest run(
      Warehouse warehouse, Manifest started, List<Partition> partitions, String takeOver, Work work)
      throws IOException {
    RunLease lease = new RunLease(warehouse, started.run().runId());
    Optional<String> held = lease.take(ProcessLiveness.thisProcess(), partitions, takeOver);
    if (held.isPresent()) {
      return started.conflicted(held.get(), Nondeterminism.now());
    }
    try {
      return work.run();
    } finally {
      lease.release();
    }
  }
}
