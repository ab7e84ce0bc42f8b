package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;

/**
 * The planned change of one partition.
 *
 * @param replacement as the change set has it
 * @param published how its publication is reported
 * @param next its head afterwards, whose files are kept
 * @param replaced what is there before, as the journal keeps it: a head, of version {@link
 *     Head#NONE} where there is none, with the kept files of the rows that really stand there
 */
public record PartitionPlan(
    Replacement replacement, PublishedPartition published, Head next, Head replaced) {

  public TableRef table() {
    return TableRef.of(replacement);
  }

  /** Whether its rows are exchanged; otherwise only its head is written. */
  public boolean writesRows() {
    return published.action() != PublishedPartition.Action.SKIPPED;
  }
}
