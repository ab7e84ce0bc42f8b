package dev.medallion.replay.bigqueryserver.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one transaction asks of the database. */
public final class Session {
  private final Connection connection;

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** Runs a statement and counts the rows that it changed. */
  public long execute(String sql, Object... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.execute() ? 0 : Math.max(0, statement.getUpdateCount());
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  public <T> List<T> query(String sql, Row<T> row, Object... values) {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  public <T> Optional<T> first(String sql, Row<T> row, Object... values) {
    return query(sql, row, values).stream().findFirst();
  }

  public long number(String sql, Object... values) {
    return first(sql, r -> r.getLong(1), values).orElse(0L);
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Several statements of one text. */
  void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
