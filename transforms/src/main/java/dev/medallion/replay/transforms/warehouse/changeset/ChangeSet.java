package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Partition;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * The only way that a table changes: the partitions replaced, and every head that was read for it.
 *
 * @param digest names it: hex SHA-256 of its content
 * @param replacements oldest partition first, silver before gold
 * @param reads the version of every head that was read but is not replaced, {@link Head#NONE} for a
 *     partition found absent
 * @param keyReads where its keys stood outside of what it replaces
 * @param madeAfter the number of the journal's newest run when it read the warehouse, {@link
 *     #UNKNOWN} where nobody looked; not part of the digest
 */
public record ChangeSet(
    String digest,
    List<Replacement> replacements,
    SortedMap<Partition, Integer> reads,
    List<KeyRead> keyReads,
    long madeAfter)
    implements Serializable {
  /** The moment of the warehouse is not known. */
  public static final long UNKNOWN = -1;
}
