package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The published version of each partition. */
public interface Heads {
  /**
   * The heads of these partitions; one that was never published has none.
   *
   * @param wanted values of the tables' partitions: what is asked costs, not what is published
   */
  SortedMap<Partition, Head> read(Map<TableRef, ? extends Set<String>> wanted);
}
