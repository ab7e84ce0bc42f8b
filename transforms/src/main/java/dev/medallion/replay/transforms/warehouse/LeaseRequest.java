package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import java.time.Instant;
import java.util.List;

/**
 * Partitions that a run wants to itself: all or none.
 *
 * @param at the caller's time
 */
public record LeaseRequest(String runId, LeaseOwner owner, List<Partition> partitions, Instant at) {
  public LeaseRequest {
    partitions = partitions.stream().distinct().sorted().toList();
  }
}
