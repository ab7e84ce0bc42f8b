package dev.medallion.replay.transforms.changeset;

import dev.medallion.replay.options.window.Grain;
import java.io.Serializable;

/**
 * One partition's change: from the head it expects to the files it brings.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param partitionColumn holds the partition's date; empty for a table of grain none
 * @param grain how large the table's partitions are
 * @param result the new rows; without files: the partition is emptied
 * @param expectedVersion the head's version that it replaces, {@link Head#NONE} for none
 */
public record Replacement(
    String table,
    String partitionColumn,
    Grain grain,
    PartitionResult result,
    Completeness completeness,
    int expectedVersion)
    implements Serializable {}
