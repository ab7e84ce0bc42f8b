package dev.medallion.replay.transforms.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Which DuckDB computes. */
public final class Engine {
  private static volatile String version;

  private Engine() {}

  /** Its version, e.g. {@code v1.4.1}. */
  public static String version() {
    if (version == null) {
      version = ask();
    }
    return version;
  }

  private static String ask() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot start DuckDB", e);
    }
  }
}
