package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.util.Collection;
import java.util.SortedMap;

/** The published version of each partition. */
public interface Heads {
  /** The heads of these tables; a partition that was never published has none. */
  SortedMap<Partition, Head> read(Collection<TableRef> tables);
}
