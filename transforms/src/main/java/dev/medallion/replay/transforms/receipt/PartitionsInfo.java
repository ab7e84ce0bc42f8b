package dev.medallion.replay.transforms.receipt;

import java.util.List;

/**
 * The tables' side of a run.
 *
 * @param changes every partition of the window, tables in the model's order
 * @param downstream published partitions outside the window that were rebuilt with it
 * @param affected published partitions outside the window that an entity left or entered
 * @param outsideArrival partitions that miss a version, since it arrived outside their range
 */
public record PartitionsInfo(
    List<PartitionChange> changes,
    List<String> downstream,
    List<String> affected,
    List<String> outsideArrival) {
  public static final PartitionsInfo NONE =
      new PartitionsInfo(List.of(), List.of(), List.of(), List.of());

  public long count(PartitionChange.Action action) {
    return changes.stream().filter(c -> c.action() == action).count();
  }
}
