package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.PlainError;
import dev.medallion.replay.transforms.engine.SqlStatements;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL that a user typed, on a connection that can neither write nor reach another file. */
final class UserQuery {
  private UserQuery() {}

  static QueryResult run(Connection connection, String sql, int limit, CellText text) {
    int statements = SqlStatements.count(sql);
    if (statements > 1) {
      throw new WarehouseException(
          "the query holds "
              + statements
              + " statements, but a query shows the rows of one: run each statement as its own"
              + " query");
    }
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return new QueryResult(List.of(), List.of(), 0);
      }
      try (ResultSet row = statement.getResultSet()) {
        List<Column> columns = columns(row.getMetaData());
        List<List<Optional<String>>> rows = new ArrayList<>();
        long more = 0;
        while (row.next()) {
          if (rows.size() == limit) {
            more++;
            continue;
          }
          List<Optional<String>> values = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            Object value = row.getObject(i);
            values.add(value == null ? Optional.empty() : Optional.of(text.of(value)));
          }
          rows.add(values);
        }
        return new QueryResult(columns, rows, more);
      }
    } catch (SQLException e) {
      // The whole message: DuckDB points at the place, line by line.
      SQLException plain = PlainError.of(e);
      throw new WarehouseException("the query failed: " + plain.getMessage(), plain);
    }
  }

  private static List<Column> columns(ResultSetMetaData metadata) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new Column(metadata.getColumnLabel(i), metadata.getColumnTypeName(i)));
    }
    return columns;
  }
}
