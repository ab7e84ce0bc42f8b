package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares the columns of a model with those that its tables have in the warehouse. New ones are
 * added and dropped ones stay, without values; a column keeps its type.
 */
final class PublishedColumns {
  private PublishedColumns() {}

  /**
   * Refuses a model that changes the type of a published column.
   *
   * @param publishes whether the run publishes a table, by name
   * @throws UsageException naming each column, both types and the way out
   */
  static void requireSameTypes(Model model, Predicate<String> publishes, Warehouse warehouse) {
    Map<TableRef, List<Column>> wanted = new HashMap<>();
    for (Table table : model.stored()) {
      if (table instanceof EntityLedger || publishes.test(table.name())) {
        wanted.put(TableRef.of(table), StoredColumns.of(model, table));
      }
    }
    List<String> problems = new ArrayList<>();
    warehouse
        .typeChanges(wanted)
        .forEach((table, changes) -> changes.forEach(c -> problems.add(problem(table, c))));
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  private static String problem(TableRef table, TypeChange change) {
    return Text.format(
        "%s has %s as %s, and the model makes it %s: a column that is there keeps its"
            + " type. Give the column another name, or publish to a new warehouse",
        table.qualifiedName(), change.column(), change.from(), change.to());
  }
}
