package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables.TypeChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a table fit the columns of new rows: new columns are added, columns that are gone stay and
 * are null in the new rows, and a column never changes its type.
 */
final class TableShape {
  private TableShape() {}

  /** The columns that would not fit. */
  static List<TypeChange> typeChanges(Connection connection, TableRef table, List<Column> wanted)
      throws SQLException {
    List<Column> live = LiveTable.columns(connection, table);
    List<TypeChange> changed = new ArrayList<>();
    for (Column column : wanted) {
      Optional<Column> other =
          find(live, column).filter(there -> !there.type().equals(column.type()));
      if (other.isPresent()) {
        String type = DuckDbTypes.normalised(connection, column.type());
        if (!DuckDbTypes.isStoredAs(type, other.get().type())) {
          changed.add(new TypeChange(column.name(), other.get().type(), type));
        }
      }
    }
    return changed;
  }

  /**
   * Makes the table or adds its new columns.
   *
   * @return whether it was made
   */
  static boolean apply(Connection connection, TableRef table, List<Column> wanted)
      throws SQLException {
    List<Column> live = LiveTable.columns(connection, table);
    try (Statement statement = connection.createStatement()) {
      if (live.isEmpty()) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(table.schema()));
        statement.execute(
            "CREATE TABLE "
                + LiveTable.name(table)
                + wanted.stream()
                    .map(TableShape::definition)
                    .collect(Collectors.joining(", ", " (", ")")));
        return true;
      }
      for (Column column : wanted) {
        if (find(live, column).isEmpty()) {
          statement.execute(
              "ALTER TABLE " + LiveTable.name(table) + " ADD COLUMN " + definition(column));
        }
      }
      return false;
    }
  }

  private static Optional<Column> find(List<Column> columns, Column wanted) {
    return columns.stream().filter(c -> TableColumns.same(c.name(), wanted.name())).findFirst();
  }

  private static String definition(Column column) {
    return Sql.identifier(column.name()) + " " + column.type();
  }
}
