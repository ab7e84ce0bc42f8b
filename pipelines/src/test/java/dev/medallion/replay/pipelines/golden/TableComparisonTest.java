package dev.medallion.replay.pipelines.golden;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableComparisonTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute(
        "CREATE TABLE a AS SELECT * FROM (VALUES (1, 'x', TIMESTAMP '2026-02-01'), (2, NULL, NULL)) t (id, name, seen)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void orderOfRowsAndColumnsHiddenColumnsAndZonesDoNotMatter() throws SQLException {
    execute(
        "CREATE TABLE b AS SELECT * FROM (VALUES (NULL, NULL, 2, 7),"
            + " (CAST('2026-02-01 00:00:00+00' AS TIMESTAMPTZ), 'x', 1, 8)) t (seen, name, id, _arrival)");

    TableComparison.assertEqualAsSets(connection, "a", connection, "b");
  }

  @Test
  void anotherValueIsShownOnBothSides() throws SQLException {
    execute("CREATE TABLE b AS SELECT id, coalesce(name, 'y') AS name, seen FROM a");

    String message = difference();
    assertThat(message, containsString("1 expected, but missing\n  2 | NULL | NULL"));
    assertThat(message, containsString("1 there, but not expected\n  2 | y | NULL"));
  }

  @Test
  void aRowThatIsThereTwiceDiffers() throws SQLException {
    execute("CREATE TABLE b AS FROM a UNION ALL SELECT * FROM a WHERE id = 1");

    assertThat(difference(), containsString("1 there, but not expected"));
  }

  @Test
  void aMissingColumnIsNamed() throws SQLException {
    execute("CREATE TABLE b AS SELECT id, name FROM a");

    assertThat(difference(), containsString("[id, name, seen], but of b [id, name]"));
  }

  private String difference() {
    return assertThrows(
            AssertionError.class,
            () -> TableComparison.assertEqualAsSets(connection, "a", connection, "b"))
        .getMessage();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
