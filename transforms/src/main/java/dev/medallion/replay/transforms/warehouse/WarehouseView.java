package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.io.Serializable;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The heads of a model's tables, all of one moment.
 *
 * @param heads by partition; a partition that was never published is not in it. Their files' uris
 *     are where the kept files lie now.
 * @param newest the number of the newest run of the journal, 0 where there is none
 */
public record WarehouseView(SortedMap<Partition, Head> heads, long newest) implements Serializable {
  /** Of a warehouse that nothing was published to. */
  public static final WarehouseView EMPTY = new WarehouseView(Collections.emptySortedMap(), 0);

  public Optional<Head> head(Partition partition) {
    return Optional.ofNullable(heads.get(partition));
  }

  /** The version of a partition's head, {@link Head#NONE} where it was never published. */
  public int version(Partition partition) {
    return head(partition).map(Head::version).orElse(Head.NONE);
  }
}
