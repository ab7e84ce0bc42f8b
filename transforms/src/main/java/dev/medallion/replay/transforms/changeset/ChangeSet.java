package dev.medallion.replay.transforms.changeset;

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
 */
public record ChangeSet(
    String digest, List<Replacement> replacements, SortedMap<Partition, Integer> reads)
    implements Serializable {}
