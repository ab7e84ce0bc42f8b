package dev.medallion.replay.transforms.warehouse.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Inserts many rows by few statements: one a row takes DuckDB milliseconds each, and months of days
 * are published at once.
 */
final class BatchInsert {
  private static final int ROWS = 200;

  private BatchInsert() {}

  /**
   * @param target a table and its columns, e.g. {@code ops.replay_heads (table_name, partition)}
   * @param rows values in the columns' order; null is SQL's
   */
  static void into(Connection connection, String target, List<Object[]> rows) throws SQLException {
    for (int from = 0; from < rows.size(); from += ROWS) {
      insert(connection, target, rows.subList(from, Math.min(rows.size(), from + ROWS)));
    }
  }

  private static void insert(Connection connection, String target, List<Object[]> rows)
      throws SQLException {
    String row = "(" + String.join(", ", Collections.nCopies(rows.get(0).length, "?")) + ")";
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + target
                + " VALUES "
                + String.join(", ", Collections.nCopies(rows.size(), row)))) {
      int parameter = 1;
      for (Object[] values : rows) {
        for (Object value : values) {
          insert.setObject(parameter++, value);
        }
      }
      insert.executeUpdate();
    }
  }
}
