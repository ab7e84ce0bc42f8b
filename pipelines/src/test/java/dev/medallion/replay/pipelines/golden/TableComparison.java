package dev.medallion.replay.pipelines.golden;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two tables compared by their rows, whatever the order of rows and columns. */
public final class TableComparison {
  private static final int SHOWN = 10;

  private TableComparison() {}

  /**
   * Fails, and shows rows that only one side has, unless both hold the same rows equally often.
   *
   * <p>Columns are matched by name, and those that begin with {@code _} left out. A TIMESTAMP is
   * taken for UTC and equals the same instant WITH TIME ZONE.
   *
   * @param expectedTable a table, with its schema; trusted, since a test names it
   */
  public static void assertEqualAsSets(
      Connection expected, String expectedTable, Connection actual, String actualTable)
      throws SQLException {
    Map<String, String> expectedColumns = columns(expected, expectedTable);
    Map<String, String> actualColumns = columns(actual, actualTable);
    if (!expectedColumns.keySet().equals(actualColumns.keySet())) {
      throw new AssertionError(
          "columns of "
              + expectedTable
              + " are "
              + expectedColumns.keySet()
              + ", but of "
              + actualTable
              + " "
              + actualColumns.keySet());
    }
    Map<String, Integer> balance = new TreeMap<>();
    rows(expected, expectedTable, expectedColumns)
        .forEach(row -> balance.merge(row, 1, Integer::sum));
    rows(actual, actualTable, actualColumns).forEach(row -> balance.merge(row, -1, Integer::sum));
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    balance.forEach(
        (row, count) -> {
          List<String> side = count > 0 ? missing : unexpected;
          side.addAll(Collections.nCopies(Math.abs(count), row));
        });
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      throw new AssertionError(
          actualTable
              + " differs from "
              + expectedTable
              + " in columns "
              + expectedColumns.keySet()
              + shown("expected, but missing", missing)
              + shown("there, but not expected", unexpected));
    }
  }

  private static String shown(String heading, List<String> rows) {
    StringBuilder text = new StringBuilder("\n" + rows.size() + " " + heading);
    rows.stream().limit(SHOWN).forEach(row -> text.append("\n  ").append(row));
    return rows.size() > SHOWN ? text.append("\n  ...").toString() : text.toString();
  }

  /** Names, sorted, to types. */
  private static Map<String, String> columns(Connection connection, String table)
      throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("DESCRIBE " + table)) {
      while (result.next()) {
        if (!result.getString("column_name").startsWith("_")) {
          columns.put(result.getString("column_name"), result.getString("column_type"));
        }
      }
    }
    return columns;
  }

  private static List<String> rows(Connection connection, String table, Map<String, String> columns)
      throws SQLException {
    List<String> shown = new ArrayList<>();
    columns.forEach((name, type) -> shown.add(text("\"" + name + "\"", type)));
    String sql = "SELECT concat_ws(' | ', " + String.join(", ", shown) + ") FROM " + table;
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private static String text(String column, String type) {
    String value =
        type.startsWith("TIMESTAMP")
            ? "CAST(make_timestamp(epoch_us(" + column + ")) AS VARCHAR)"
            : "CAST(" + column + " AS VARCHAR)";
    return "coalesce(" + value + ", 'NULL')";
  }
}
