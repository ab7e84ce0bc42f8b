package dev.medallion.replay.transforms.assemble;

import java.io.Serializable;
import java.util.List;

/**
 * Partitions of one aggregate table that are computed in one go, from inputs loaded once.
 *
 * @param partitions their values, oldest first
 */
public record AggregateUnit(String table, List<String> partitions) implements Serializable {

  /** Names the unit within its run. */
  public String name() {
    return "aggregate-" + table + "-" + partitions.get(0) + "-" + partitions.size();
  }
}
