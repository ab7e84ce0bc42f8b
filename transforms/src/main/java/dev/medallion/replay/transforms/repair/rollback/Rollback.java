package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.util.List;

/**
 * A planned rollback.
 *
 * @param changes the change set that restores the earlier files; without replacements there is
 *     nothing to do
 * @param partitions what it does to each, for a person
 * @param findings findings that block it, findings that were overruled, and tables that are left
 *     out
 */
public record Rollback(
    ChangeSet changes,
    TakesBack takesBack,
    List<PartitionChange> partitions,
    List<Finding> findings) {}
