package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table of the warehouse as it stands. */
final class LiveTable {
  private LiveTable() {}

  static String name(TableRef table) {
    return Sql.qualified(table.schema(), table.name());
  }

  /** Its columns in order; none where there is no such table. */
  static List<Column> columns(Connection connection, TableRef table) throws SQLException {
    try {
      return columnsOfTable(connection, table);
    } catch (SQLException e) {
      return columnsOfAll(connection, table); // which is sure that there is no such table
    }
  }

  /** Fast, but a table that is missing is an error like any other. */
  private static List<Column> columnsOfTable(Connection connection, TableRef table)
      throws SQLException {
    String sql =
        "SELECT name, type FROM pragma_table_info(" + Sql.literal(name(table)) + ") ORDER BY cid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return read(statement);
    }
  }

  /**
   * In a file that was opened just now, DuckDB loads the whole catalogue for this, which takes as
   * long as opening the file.
   */
  private static List<Column> columnsOfAll(Connection connection, TableRef table)
      throws SQLException {
    String sql =
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name ="
            + " current_database() AND schema_name = ? AND table_name = ? ORDER BY column_index";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      return read(statement);
    }
  }

  private static List<Column> read(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      List<Column> columns = new ArrayList<>();
      while (row.next()) {
        columns.add(new Column(row.getString(1), row.getString(2)));
      }
      return columns;
    }
  }

  /** What the wanted partitions hold; those without rows are left out. */
  static SortedMap<Partition, Content> content(
      Connection connection, TableRef table, Collection<String> wanted) throws SQLException {
    SortedMap<Partition, Content> content = new TreeMap<>();
    List<Column> columns = columns(connection, table);
    if (columns.isEmpty() || wanted.isEmpty()) {
      return content;
    }
    TableColumns.requirePartitionColumn(table, columns);
    List<Column> stored = StoredValues.columns(columns);
    String sql =
        "SELECT "
            + PartitionSql.value(table)
            + ", count(*), "
            + RowChecksum.ofContent(stored)
            + ", "
            + RowChecksum.ofAll(stored)
            + " FROM "
            + StoredValues.texts(name(table), columns)
            + " WHERE "
            + PartitionSql.in(table, wanted)
            + " GROUP BY 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        content.put(
            table.partition(row.getString(1)),
            new Content(row.getLong(2), row.getString(3), row.getString(4)));
      }
    }
    return content;
  }
}
