package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.transforms.storage.packed.Packed;
import java.io.Serializable;
import java.util.List;

/** Partitions that were built together: one element, however many there are. */
public record PartitionResults(Packed<PartitionResult> packed) implements Serializable {
  public PartitionResults(List<PartitionResult> partitions) {
    this(Packed.of(partitions));
  }

  public List<PartitionResult> partitions() {
    return packed.list();
  }
}
