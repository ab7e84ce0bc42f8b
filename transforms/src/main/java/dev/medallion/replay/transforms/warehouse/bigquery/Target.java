package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A table that is to be written to.
 *
 * @param dataset that it is in, or will be
 * @param table as it is; empty where it will be made
 * @param partitions that are written, oldest first
 * @param columns of the new rows; none where partitions are only emptied
 * @param files how many files the largest job reads
 * @param bytes how much the largest job reads
 * @param now by the clock
 */
record Target(
    TableRef ref,
    TableId id,
    Optional<Dataset> dataset,
    Optional<Table> table,
    List<String> partitions,
    List<Column> columns,
    int files,
    long bytes,
    Instant now) {

  /** How the table is defined, if it is one. */
  Optional<StandardTableDefinition> definition() {
    return table
        .map(Table::getDefinition)
        .filter(StandardTableDefinition.class::isInstance)
        .map(StandardTableDefinition.class::cast);
  }

  /** Its name for a message. */
  String name() {
    return id.getDataset() + "." + id.getTable();
  }
}
