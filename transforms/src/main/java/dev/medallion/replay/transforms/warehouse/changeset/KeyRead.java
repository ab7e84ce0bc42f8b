package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.options.window.Grain;
import java.io.Serializable;
import java.util.List;

/**
 * What a change set read of a table by key: where the keys that it holds, or takes away, stood
 * outside of what it replaces. If one of them was published or taken away there since, the change
 * set no longer fits.
 *
 * @param table as the warehouse names it, e.g. {@code ledger.charge}
 * @param partitionColumn holds the partition's date; empty for a table of grain none
 * @param grain how large the table's partitions are
 * @param columns that the keys are values of
 * @param keys Parquet, with these columns
 * @param found Parquet: the rows that were there, all columns of the keys and {@code _partition};
 *     without rows where nothing was
 */
public record KeyRead(
    String table,
    String partitionColumn,
    Grain grain,
    List<String> columns,
    StagedFile keys,
    StagedFile found)
    implements Serializable {}
