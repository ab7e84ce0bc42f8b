package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.Partition;

/**
 * What a run did to a partition.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param version of its head then
 * @param origin the version whose rows these are: its own, unless a rollback brought them back
 * @param fullChecksum of the rows then, see {@link
 *     dev.medallion.replay.transforms.warehouse.changeset.Content#fullChecksum}
 */
public record JournalLine(
    String runId,
    Partition partition,
    String table,
    PublishedPartition.Action action,
    int version,
    int origin,
    String fullChecksum) {}
