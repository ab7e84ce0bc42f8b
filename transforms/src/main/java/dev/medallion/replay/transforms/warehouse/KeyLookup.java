package dev.medallion.replay.transforms.warehouse;

import java.nio.file.Path;
import java.util.List;

/**
 * A query to a warehouse: in which partitions the rows of some keys are now, whoever wrote them.
 *
 * @param table the table to search
 * @param columns that the keys are values of
 * @param keys a Parquet file with these columns
 * @param select the columns of the rows that are wanted, as far as the table has them; empty: all
 */
public record KeyLookup(TableRef table, List<String> columns, Path keys, List<String> select) {}
