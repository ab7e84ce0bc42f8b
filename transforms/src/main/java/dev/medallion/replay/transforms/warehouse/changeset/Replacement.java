package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.model.Table;
import java.io.Serializable;

/**
 * One partition's change: from the head it expects to the files it brings.
 *
 * @param table as the warehouse names it, e.g. {@code silver.charges}
 * @param partitionColumn holds the partition's date; empty for a table of grain none
 * @param grain how large the table's partitions are
 * @param result the new rows; without files: the partition is emptied
 * @param expectedVersion the head's version that it replaces, {@link Head#NONE} for none
 * @param seen what else has to be as it was
 */
public record Replacement(
    String table,
    String partitionColumn,
    Grain grain,
    PartitionResult result,
    Completeness completeness,
    int expectedVersion,
    Seen seen)
    implements Serializable {

  /** A replacement that rests on the head's version alone. */
  public Replacement(
      String table,
      String partitionColumn,
      Grain grain,
      PartitionResult result,
      Completeness completeness,
      int expectedVersion) {
    this(table, partitionColumn, grain, result, completeness, expectedVersion, Seen.NOTHING);
  }

  /** Whether it is of an entity's ledger, which no receipt lists. */
  public boolean isOfLedger() {
    return table.startsWith(Table.Layer.LEDGER.schema() + ".");
  }
}
