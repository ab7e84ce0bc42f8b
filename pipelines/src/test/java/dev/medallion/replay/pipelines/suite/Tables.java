package dev.medallion.replay.pipelines.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** What stands in a warehouse's tables, seen from outside: with plain JDBC. */
public final class Tables {
  private final Path file;

  public Tables(Path file) {
    this.file = file;
  }

  /** Whether there is a warehouse at all. */
  public boolean areThere() {
    return Files.exists(file);
  }

  /** A read-only connection; the caller closes it. */
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("access_mode", "READ_ONLY");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }

  /**
   * The rows of every table of silver and gold, as texts in order, without columns that begin with
   * {@code _}: equal maps mean equal contents.
   */
  public SortedMap<String, List<String>> contents() {
    return rows("table_schema IN ('silver', 'gold')", "NOT starts_with(column_name, '_')");
  }

  /** All rows of all tables, hidden columns and {@code ops} too. */
  public SortedMap<String, List<String>> everything() {
    return rows("TRUE", "TRUE");
  }

  /** The dead letters, without what tells one run from another. */
  public List<String> deadLetters() {
    return rows("table_name = 'replay_dead_letters'", "NOT starts_with(column_name, '_')")
        .values()
        .stream()
        .findFirst()
        .orElse(List.of());
  }

  /** The single value of a query, as text. */
  public String value(String sql) {
    List<String> rows = query(sql);
    if (rows.size() != 1) {
      throw new IllegalStateException(rows.size() + " rows: " + sql);
    }
    return rows.get(0);
  }

  /** Each row of a query as text, columns separated by a bar. */
  public List<String> query(String sql) {
    try (Connection connection = open()) {
      return query(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private SortedMap<String, List<String>> rows(String tables, String columns) {
    SortedMap<String, List<String>> contents = new TreeMap<>();
    if (!Files.exists(file)) {
      return contents;
    }
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT table_schema || '.' || table_name,"
                    + " string_agg('\"' || column_name || '\"', ', ' ORDER BY column_name)"
                    + " FROM information_schema.columns WHERE "
                    + tables
                    + " AND "
                    + columns
                    + " GROUP BY 1")) {
      while (found.next()) {
        String table = found.getString(1);
        List<String> rows = query(connection, "SELECT " + found.getString(2) + " FROM " + table);
        rows.sort(null);
        if (!rows.isEmpty()) {
          contents.put(table, rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(file.toString(), e);
    }
    return contents;
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getObject(i)));
        }
        texts.add(String.join("|", cells));
      }
      return texts;
    }
  }
}
