package dev.medallion.replay.transforms.engine;

import java.sql.SQLException;

/** A statement that DuckDB refused; its message holds the statement. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SqlFailure(String sql, SQLException cause) {
    this(PlainError.of(cause), sql);
  }

  private SqlFailure(SQLException plain, String sql) {
    super(plain.getMessage() + "\nin: " + sql, plain);
  }

  /** What DuckDB says, without the statement. */
  public String plain() {
    return getCause().getMessage();
  }

  /** Whether memory or disk did not suffice: then nothing is wrong with what was read. */
  public boolean isShortage() {
    return plain().contains("Out of Memory")
        || plain().contains("Could not write")
        || plain().contains("No space left");
  }
}
