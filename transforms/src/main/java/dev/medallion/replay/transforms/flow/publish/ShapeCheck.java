package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.PublishContext;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import dev.medallion.replay.transforms.warehouse.UnitOfWork;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.List;

/** Refuses new rows that do not fit what is published of their table. */
final class ShapeCheck {
  private final UnitOfWork now;
  private final PublishContext run;
  private final List<PublishedTable> published;

  ShapeCheck(UnitOfWork now, PublishContext run) {
    this.now = now;
    this.run = run;
    this.published = now.journal().tables();
  }

  /**
   * Refuses a table that is cut otherwise than what is published of it, is another model's, or has
   * rows of an entity whose versions can't be compared with the published ones.
   */
  void requireSameCut(TableRef table) {
    for (PublishedTable there : published) {
      if (there.table().qualifiedName().equals(table.qualifiedName())) {
        String misfit =
            there
                .misfit(
                    PublishedTable.wanted(
                        table, run.model(), there.zone(), run.target().entity(table)))
                .orElse("");
        if (!misfit.isEmpty()) {
          throw new WarehouseException("nothing was published: " + misfit);
        }
      }
    }
  }

  /** Says which column can't be stored, or would change its type, before anything is written. */
  void requireTypes(TableRef table, List<Replacement> replacements) {
    List<Column> columns = TableColumns.of(table, replacements);
    requireStorable(table, columns);
    List<String> changed = new ArrayList<>();
    for (TypeChange change : now.tables().typeChanges(table, columns)) {
      changed.add(change.column() + " from " + change.from() + " to " + change.to());
    }
    if (!changed.isEmpty()) {
      throw new WarehouseException(
          run.takesBack().isRollback()
              ? "nothing was published: the rows to be restored have columns of "
                  + table.qualifiedName()
                  + " whose types were changed since: "
                  + String.join(", ", changed)
                  + "; give them their types again, or rename the table"
              : "nothing was published: the model changes the type of columns of "
                  + table.qualifiedName()
                  + ", which holds rows of the old type: "
                  + String.join(", ", changed)
                  + "; give the column a new name, or rename the table and replay all of it");
    }
  }

  private void requireStorable(TableRef table, List<Column> columns) {
    List<String> names =
        StorableColumns.unstorable(columns, now.tables().types()).stream()
            .map(c -> c.name() + " (" + c.type() + ")")
            .toList();
    if (!names.isEmpty()) {
      throw new WarehouseException(
          "nothing was published: the warehouse can't store columns of "
              + table.qualifiedName()
              + ": "
              + String.join(", ", names)
              + "; cast them in the model's SQL");
    }
  }
}
