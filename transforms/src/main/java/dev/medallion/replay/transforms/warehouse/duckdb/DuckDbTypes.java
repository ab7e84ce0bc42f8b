package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.StoredValues;
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

  /**
   * Whether a column of a type takes the values of another one: JSON is stored as its text, and an
   * older version of this program, or somebody else, made its column one of type JSON.
   */
  static boolean isStoredAs(String wanted, String there) {
    return wanted.equals(there) || StoredValues.type(wanted).equals(StoredValues.type(there));
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
