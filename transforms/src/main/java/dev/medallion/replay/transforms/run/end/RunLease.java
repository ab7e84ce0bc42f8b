package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.List;
import java.util.Optional;

/**
 * The lease on the partitions of a run. Leases only avoid wasted work; heads keep partitions safe.
 */
public final class RunLease {
  private final Warehouse warehouse;
  private final String runId;

  public RunLease(Warehouse warehouse, String runId) {
    this.warehouse = warehouse;
    this.runId = runId;
  }

  /**
   * Takes it; a run that holds it already keeps it.
   *
   * @param takeOver the run whose lease is taken over even if it is alive; empty: none
   * @return who holds it, for a user, where somebody else does; empty: this run
   */
  public Optional<String> take(Owner owner, List<Partition> partitions, String takeOver) {
    LeaseResult lease =
        warehouse.acquire(
            new LeaseRequest(runId, owner, partitions, Nondeterminism.now(), takeOver));
    return lease instanceof LeaseResult.Refused refused
        ? Optional.of(refused.message())
        : Optional.empty();
  }

  /** Gives it back, if the run holds it. */
  public void release() {
    warehouse.release(runId);
  }

  /** The partitions that a replay means to replace; it can't know yet what lies downstream. */
  public static List<Partition> partitions(Model model, RunSpec run) {
    return model.tables().stream()
        .filter(t -> run.publishes(t.name()))
        .flatMap(
            t -> run.scope().partitions(t.grain()).stream().map(v -> new Partition(t.name(), v)))
        .toList();
  }
}
