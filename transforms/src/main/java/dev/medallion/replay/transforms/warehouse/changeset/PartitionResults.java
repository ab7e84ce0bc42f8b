package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.transforms.storage.packed.Packed;
import java.io.Serializable;
import java.util.List;

/** Partitions that were built together: one element, however many there are. */
public record PartitionResults(Packed<PartitionResult> packed) implements Serializable {
  public PartitionResults(List<PartitionResult> partitions) {
    this(Packed.of(partitions));
  }

  /** Nobody may change the list: all units of work of a process share it. */
  public List<PartitionResult> partitions() {
    return packed.kept();
  }
}
