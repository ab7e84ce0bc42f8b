package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.flow.assemble.StoredColumns;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which columns a warehouse can't store, told before anything is read. */
public final class StorableColumns {
  private StorableColumns() {}

  /** What is wrong with a model, for this warehouse; one text a column. */
  public static List<String> problems(Model model, ColumnTypes types) {
    List<String> problems = new ArrayList<>();
    for (Table table : model.stored()) {
      for (Column column : unstorable(StoredColumns.of(model, table), types)) {
        problems.add(
            Text.format(
                "%s: column %s is %s, which the warehouse can't store: %s",
                table.qualifiedName(),
                column.name(),
                column.type(),
                table instanceof EntityLedger
                    ? "give the field that it comes from another type in model.yaml"
                    : "cast it in " + table.sqlFile()));
      }
    }
    return problems;
  }

  /** Those of some columns. */
  static List<Column> unstorable(Collection<Column> columns, ColumnTypes types) {
    return columns.stream().filter(c -> types.of(c.type()).isEmpty()).toList();
  }
}
