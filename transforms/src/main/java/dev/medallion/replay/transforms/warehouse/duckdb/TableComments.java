package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model says of a table and its columns, as comments. Where it says nothing, whatever is
 * there stays: a person may have written it.
 */
final class TableComments {
  private static final String OF_TABLE =
      "SELECT comment FROM duckdb_tables() WHERE database_name = current_database() AND"
          + " schema_name = ? AND table_name = ?";
  private static final String OF_COLUMNS =
      "SELECT column_name, comment FROM duckdb_columns() WHERE database_name ="
          + " current_database() AND schema_name = ? AND table_name = ?";

  private final Connection connection;
  private final TableRef table;

  TableComments(Connection connection, TableRef table) {
    this.connection = connection;
    this.table = table;
  }

  /** Writes those that are not there yet, of a table that may not be there either. */
  void write(TableOptions options) throws SQLException {
    Map<String, Optional<String>> columns = columns();
    if (columns.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      if (!options.description().isEmpty()
          && !ofTable().equals(Optional.of(options.description()))) {
        statement.execute(
            "COMMENT ON TABLE "
                + LiveTable.name(table)
                + " IS "
                + Sql.literal(options.description()));
      }
      for (Map.Entry<String, String> wanted : options.columns().entrySet()) {
        Optional<String> now = columns.get(wanted.getKey());
        if (now != null && !now.equals(Optional.of(wanted.getValue()))) {
          statement.execute(
              "COMMENT ON COLUMN "
                  + LiveTable.name(table)
                  + "."
                  + Sql.identifier(wanted.getKey())
                  + " IS "
                  + Sql.literal(wanted.getValue()));
        }
      }
    }
  }

  private Optional<String> ofTable() throws SQLException {
    try (PreparedStatement statement = asked(OF_TABLE);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }

  private Map<String, Optional<String>> columns() throws SQLException {
    Map<String, Optional<String>> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (PreparedStatement statement = asked(OF_COLUMNS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        columns.put(row.getString(1), Optional.ofNullable(row.getString(2)));
      }
    }
    return columns;
  }

  private PreparedStatement asked(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(1, table.schema());
    statement.setString(2, table.name());
    return statement;
  }
}
