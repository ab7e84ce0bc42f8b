package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A model's types are DuckDB's, so they are stored as they are. */
final class DuckDbTypes implements ColumnTypes {
  @Override
  public Optional<String> of(String type) {
    return Optional.of(type);
  }

  /** {@code TIMESTAMPTZ} and {@code TIMESTAMP WITH TIME ZONE} are one type. */
  static String normalised(Connection connection, String type) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT typeof(CAST(NULL AS " + type + "))")) {
      row.next();
      return row.getString(1);
    }
  }
}
