package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.model.Table.Layer;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.log.Preparation;
import dev.medallion.replay.transforms.warehouse.log.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the tables of a publication fit, and describes them, before its first job. */
final class TablePreparer {
  private final Home home;
  private final TableShapes shapes;
  private final Clones clones;

  TablePreparer(Home home, TableShapes shapes) {
    this.home = home;
    this.shapes = shapes;
    this.clones = new Clones(home);
  }

  /**
   * Prepares.
   *
   * @throws dev.medallion.replay.transforms.warehouse.WarehouseException where a table can't be
   *     cloned that has to be
   */
  Prepared prepare(Preparation wanted) {
    List<String> notes = new ArrayList<>();
    List<Snapshot> snapshots = wanted.snapshotDays() == 0 ? List.of() : snapshots(wanted);
    for (Preparation.Wanted table : wanted.tables()) {
      if (!table.columns().isEmpty()) {
        shapes.require(table.table(), table.columns(), table.options(), wanted.model());
      }
      shapes.find(table.table()).ifPresent(t -> describe(table, t, notes));
    }
    return new Prepared(notes, snapshots);
  }

  /** The tables that receipts list: a ledger has no way back of its own. */
  private List<Snapshot> snapshots(Preparation wanted) {
    return wanted.tables().stream()
        .filter(Preparation.Wanted::replacesRows)
        .map(Preparation.Wanted::table)
        .filter(table -> !table.schema().equals(Layer.LEDGER.schema()))
        .filter(table -> shapes.find(table).isPresent())
        .map(table -> clones.take(wanted, table))
        .toList();
  }

  private void describe(Preparation.Wanted wanted, Table there, List<String> notes) {
    TableOptions options = wanted.options();
    if (!(there.getDefinition() instanceof StandardTableDefinition definition)
        || definition.getSchema() == null) {
      return;
    }
    String name = name(wanted.table());
    Clusters.note(name, definition, options).ifPresent(notes::add);
    Table described =
        there.toBuilder()
            .setDescription(Descriptions.ofTable(options, there.getDescription()))
            .setDefinition(
                definition.toBuilder()
                    .setSchema(Descriptions.ofColumns(options, definition.getSchema()))
                    .build())
            .build();
    boolean isAsWanted =
        Objects.equals(described.getDescription(), there.getDescription())
            && described.getDefinition().getSchema().equals(definition.getSchema());
    if (!isAsWanted) {
      try {
        shapes.known(wanted.table(), home.client().update(described));
      } catch (BigQueryException e) {
        // No row depends on it, and the next publication tries again.
        notes.add(name + " could not be described: " + e.getMessage());
      }
    }
  }

  private String name(TableRef table) {
    TableId id = home.datasets().table(table);
    return id.getDataset() + "." + id.getTable();
  }
}
