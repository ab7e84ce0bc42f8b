package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.io.Serializable;
import java.util.List;

/**
 * Partitions of one aggregate table that are computed in one go, from inputs loaded once.
 *
 * @param partitions their values, oldest first
 * @param inputs of what they are computed from, that which the run built itself
 */
public record AggregateUnit(String table, List<String> partitions, PartitionResults inputs)
    implements Serializable {

  /** Names the unit within its run. */
  public String name() {
    return "aggregate-" + table + "-" + partitions.get(0) + "-" + partitions.size();
  }
}
