package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.warehouse.PublishedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How the tables that have heads are cut, in {@code ops.replay_tables}. */
final class PublishedTables {
  private PublishedTables() {}

  static List<PublishedTable> read(Connection connection) throws SQLException {
    List<PublishedTable> tables = new ArrayList<>();
    if (OpsSchema.version(connection) < OpsSchema.VERSION) {
      return tables;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT table_name, partition_column, grain, zone, ledger, source, entity_key, latest_by,"
                    + " model, table_name IN"
                    + " (SELECT schema_name || '.' || table_name FROM duckdb_tables()"
                    + " WHERE database_name = current_database()) AS is_there FROM "
                    + OpsSchema.TABLES
                    + " SEMI JOIN "
                    + OpsSchema.HEADS
                    + " USING (table_name) ORDER BY table_name")) {
      while (row.next()) {
        tables.add(
            new PublishedTable(
                TableRow.table(row),
                row.getString("model"),
                ZoneId.of(row.getString("zone")),
                TableRow.entity(row),
                row.getBoolean("is_there")));
      }
    }
    return tables;
  }
}
