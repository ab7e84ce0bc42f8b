package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.util.List;

/**
 * What taking a run back comes to.
 *
 * @param changes the change set that points back; without replacements there is nothing to do
 * @param partitions what it does to each, for a person
 * @param findings what blocks it, what was overruled, and what is left out
 */
public record Rollback(
    ChangeSet changes,
    TakesBack takesBack,
    List<PartitionChange> partitions,
    List<Finding> findings) {}
