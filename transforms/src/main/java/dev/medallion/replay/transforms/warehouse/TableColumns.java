package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The columns of a table's new rows. */
public final class TableColumns {
  private TableColumns() {}

  /**
   * Those of all partitions together, since an older version may lack the newest columns. One of
   * the same name has one type.
   *
   * @return none where the partitions are only emptied: that does not say how the table would look
   */
  public static List<Column> of(TableRef table, Collection<Replacement> replacements) {
    Map<String, Column> all = new LinkedHashMap<>();
    for (Replacement replacement : replacements) {
      for (Column column : replacement.result().columns()) {
        Column known = all.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        if (known != null && !known.type().equals(column.type())) {
          throw new WarehouseException(
              "nothing was published: in the partitions of "
                  + table.qualifiedName()
                  + " column "
                  + column.name()
                  + " has different types: "
                  + known.type()
                  + " and "
                  + column.type());
        }
      }
    }
    List<Column> columns = List.copyOf(all.values());
    if (!columns.isEmpty()) {
      requirePartitionColumn(table, columns);
    }
    return columns;
  }

  /** Refuses columns without the one that cuts the table. */
  public static void requirePartitionColumn(TableRef table, List<Column> columns) {
    String wanted = table.partitionColumn();
    if (!wanted.isEmpty() && columns.stream().noneMatch(c -> same(c.name(), wanted))) {
      throw new WarehouseException(
          "table "
              + table.qualifiedName()
              + " has no column "
              + wanted
              + ", its partition column, so this model did not create it; rename that table, or the"
              + " model's");
    }
  }

  /** Warehouses tell names apart regardless of case. */
  public static boolean same(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
