package dev.medallion.replay.transforms.engine;

import java.sql.SQLException;

/** A statement that DuckDB refused; its message holds the statement. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SqlFailure(String sql, SQLException cause) {
    this(PlainError.of(cause), sql);
  }

  private SqlFailure(SQLException plain, String sql) {
    super(plain.getMessage() + "\nin: " + sql, plain);
  }
}
