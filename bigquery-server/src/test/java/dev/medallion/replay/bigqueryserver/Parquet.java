package dev.medallion.replay.bigqueryserver;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Files of Parquet, made by a query. */
final class Parquet {
  private Parquet() {}

  /** The rows of a query of DuckDB's, as a file. */
  static Path write(Path file, String select) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
      return file;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
