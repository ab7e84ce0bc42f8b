package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.verdict.VerdictException;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.RunLease;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes a run's lease in a step of its graph. Where somebody else holds it, the receipt says who,
 * and the job fails.
 */
record Lease(RunSpec run, Model model, String started, Owner owner, String takeOver) {

  /** While it reads and ranks: beside runs of other scopes. */
  void take() throws IOException {
    Optional<String> held =
        lease().take(owner, partitions(), new LeaseShare(run.scopes(), false), takeOver);
    if (held.isPresent()) {
      refuse(held.get(), folder().resumes().isEmpty());
    }
  }

  /** From the heads on, which nobody else moves in its turn. */
  void awaitTurn() throws IOException {
    Optional<String> held =
        lease().await(owner, partitions(), new LeaseShare(run.scopes(), true), takeOver);
    if (held.isPresent()) {
      // It has built its shards, and can be resumed.
      lease().release();
      refuse(held.get(), false);
    }
  }

  private RunLease lease() {
    return new RunLease(Warehouses.of(run.warehouse(), run.state(), model.zone()), run.runId());
  }

  private List<Partition> partitions() {
    return RunLease.partitions(model, run);
  }

  private RunFolder folder() {
    return new RunFolder(run.runFolder(), run.runId());
  }

  private void refuse(String held, boolean ends) throws IOException {
    Manifest refused = ManifestJson.read(started).conflicted(held, Nondeterminism.now());
    if (ends) {
      folder().finished(refused);
    } else {
      folder().step(refused);
    }
    throw new VerdictException(refused.verdict().name(), run.runFolder().toString());
  }
}
