package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowChecksumTest {
  private static final String ROWS =
      """
      SELECT * FROM (VALUES
        ('a', 1, 10.50::DECIMAL(9,2), DATE '2026-02-03', TIMESTAMPTZ '2026-02-03 10:00:00.5+00',
          true, [1, 2], {'k': 'v'}, 'v1'),
        ('b', 2, -0.01::DECIMAL(9,2), DATE '2026-02-04', NULL, NULL, NULL, NULL, 'v2'))
      t(id, n, d, day, at_ts, flag, list, struct, _version)
      """;

  @Test
  void itsValuesAreTheseOnEveryMachineAndVersion() {
    assertThat(
        checksums(ROWS),
        is(List.of("280bba955cdac398e7b3817f2e609a0c", "6ca15f014029f6851edcc21e8d60fca3")));
  }

  @Test
  void noRowsHaveTheEmptyChecksum() {
    assertThat(checksums(ROWS + " WHERE false"), is(List.of(RowChecksum.EMPTY, RowChecksum.EMPTY)));
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    assertThat(checksums(ROWS + " ORDER BY id DESC"), is(checksums(ROWS)));
  }

  @Test
  void theOrderOfColumnsDoesNotMatter() {
    assertThat(
        checksums("SELECT day, _version, * EXCLUDE (day, _version) FROM (" + ROWS + ")"),
        is(checksums(ROWS)));
  }

  @Test
  void aColumnThatIsNullEverywhereDoesNotMatter() {
    assertThat(checksums("SELECT *, NULL::DOUBLE AS x FROM (" + ROWS + ")"), is(checksums(ROWS)));
  }

  @Test
  void aHiddenColumnIsInTheFullChecksumOnly() {
    List<String> changed = checksums("SELECT * REPLACE ('v9' AS _version) FROM (" + ROWS + ")");
    assertThat(changed.get(0), is(checksums(ROWS).get(0)));
    assertThat(changed.get(1), is(not(checksums(ROWS).get(1))));
  }

  @Test
  void aRowThatStandsTwiceCountsTwice() {
    assertThat(checksums(ROWS + " UNION ALL " + ROWS).get(0), is(not(checksums(ROWS).get(0))));
  }

  @Test
  void whereOneValueEndsAndTheNextBeginsMatters() {
    assertThat(
        checksums("SELECT 'a;b=1:c' AS a, NULL::VARCHAR AS b"),
        is(not(checksums("SELECT 'a' AS a, 'c' AS b"))));
    assertThat(
        checksums("SELECT NULL::VARCHAR AS a, '' AS b"),
        is(not(checksums("SELECT NULL::VARCHAR AS a, NULL::VARCHAR AS b"))));
  }

  @Test
  void theZoneOfTheConnectionDoesNotMatter() {
    assertThat(checksums("Asia/Tokyo", ROWS), is(checksums(ROWS)));
  }

  private static List<String> checksums(String select) {
    return checksums("UTC", select);
  }

  private static List<String> checksums(String zone, String select) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.setTimeZone(ZoneId.of(zone)));
      statement.execute("CREATE TABLE t AS " + select);
      List<Column> columns = new ArrayList<>();
      try (ResultSet row = statement.executeQuery("DESCRIBE t")) {
        while (row.next()) {
          columns.add(new Column(row.getString(1), row.getString(2)));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT "
                  + RowChecksum.ofContent(columns)
                  + ", "
                  + RowChecksum.ofAll(columns)
                  + " FROM t")) {
        row.next();
        return List.of(row.getString(1), row.getString(2));
      }
    } catch (SQLException e) {
      throw new AssertionError(select, e);
    }
  }
}
