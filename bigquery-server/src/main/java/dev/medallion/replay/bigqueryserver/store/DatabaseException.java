package dev.medallion.replay.bigqueryserver.store;

import java.sql.SQLException;

/** DuckDB refused something. */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
