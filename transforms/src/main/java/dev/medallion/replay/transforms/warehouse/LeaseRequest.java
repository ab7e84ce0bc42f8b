package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import java.time.Instant;
import java.util.List;

/**
 * The partitions that a run wants to lease: all or none.
 *
 * @param share how much of them
 * @param at the caller's time
 * @param takeOver the run whose lease is taken over even if its owner is alive; empty: none
 */
public record LeaseRequest(
    String runId,
    Owner owner,
    List<Partition> partitions,
    LeaseShare share,
    Instant at,
    String takeOver) {
  public LeaseRequest {
    partitions = partitions.stream().distinct().sorted().toList();
  }

  /** Of all rows, and of a run that takes over nobody who is alive. */
  public LeaseRequest(String runId, Owner owner, List<Partition> partitions, Instant at) {
    this(runId, owner, partitions, LeaseShare.ALL, at, "");
  }

  /** The same, and the lease of this run is taken over even if its owner is alive. */
  public LeaseRequest over(String other) {
    return new LeaseRequest(runId, owner, partitions, share, at, other);
  }

  /** The same, of some rows only. */
  public LeaseRequest of(LeaseShare other) {
    return new LeaseRequest(runId, owner, partitions, other, at, takeOver);
  }
}
