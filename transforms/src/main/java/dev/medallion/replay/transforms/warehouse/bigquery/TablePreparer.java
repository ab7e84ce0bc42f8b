package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.log.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the tables of a publication fit, and describes them, before its first job. */
final class TablePreparer {
  private final Home home;
  private final TableShapes shapes;

  TablePreparer(Home home, TableShapes shapes) {
    this.home = home;
    this.shapes = shapes;
  }

  /**
   * Prepares.
   *
   * @return what a person should know
   */
  List<String> prepare(Preparation wanted) {
    List<String> notes = new ArrayList<>();
    for (Preparation.Wanted table : wanted.tables()) {
      if (!table.columns().isEmpty()) {
        shapes.require(table.table(), table.columns(), table.options(), wanted.model());
      }
      shapes.find(table.table()).ifPresent(t -> describe(table, t, notes));
    }
    return notes;
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
