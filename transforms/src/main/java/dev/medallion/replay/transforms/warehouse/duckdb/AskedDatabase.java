package dev.medallion.replay.transforms.warehouse.duckdb;

import java.sql.SQLException;

/**
 * Carries what DuckDB refused through those who ask a warehouse and know nothing of DuckDB, back to
 * {@link DuckDbFile}, which tells the user.
 */
final class AskedDatabase {
  private AskedDatabase() {}

  /** A question. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws SQLException;
  }

  static <T> T answer(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw new Refused(e);
    }
  }

  /** DuckDB refused. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SQLException why;

    Refused(SQLException why) {
      super(why);
      this.why = why;
    }

    SQLException why() {
      return why;
    }
  }
}
