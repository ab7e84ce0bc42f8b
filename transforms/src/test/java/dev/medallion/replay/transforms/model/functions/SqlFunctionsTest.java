package dev.medallion.replay.transforms.model.functions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFunctionsTest {
  private static Connection connection;

  @BeforeAll
  static void define() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'America/Sao_Paulo'");
      for (String sql : SqlFunctions.all()) {
        statement.execute(sql);
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      quoteCharacter = '`',
      nullValues = "NULL",
      textBlock =
          """
          br_number('1.234,56')                         = 1234.560000
          br_number(' 18,00 ')                          = 18.000000
          br_number('50.00')                            = 50.000000
          br_number('1.234')                            = 1.234000
          br_number('1.234.567')                        = 1234567.000000
          br_number('-1.234,5')                         = -1234.500000
          br_number('')                                 = NULL
          br_number('10%')                              = NULL
          br_number('1,2,3')                            = NULL
          br_number('12.34,5')                          = NULL
          br_number('1e3')                              = NULL
          br_number(NULL)                               = NULL
          percent(' 7,5 %')                             = 7.500000
          percent('10')                                 = NULL
          percent_or_amount('10%', 50.00)               = 5.000000
          percent_or_amount('5,00', 50.00)              = 5.000000
          percent_or_amount('-5', 50.00)                = 0.000000
          percent_or_amount('-5%', 50.00)               = 0.000000
          percent_or_amount('', 50.00)                  = 0.000000
          percent_or_amount(NULL, 50.00)                = 0.000000
          percent_or_amount('half', 50.00)              = NULL
          percent_or_amount('half%', 50.00)             = NULL
          percent_or_amount('10%', -50.00)              = 0.000000
          digits_only('123.456.789-09')                 = 12345678909
          digits_only('none')                           = NULL
          day_part(TIMESTAMPTZ '2026-02-03 08:59:59Z')  = night
          day_part(TIMESTAMPTZ '2026-02-03 09:00:00Z')  = morning
          day_part(TIMESTAMPTZ '2026-02-03 15:00:00Z')  = afternoon
          day_part(TIMESTAMPTZ '2026-02-03 21:00:00Z')  = evening
          day_part(TIMESTAMPTZ '2026-02-04 01:00:00Z')  = night
          day_part(CAST(NULL AS TIMESTAMPTZ))           = NULL
          safe_ratio(1, 4)                              = 0.25
          safe_ratio(1, 0)                              = NULL
          safe_ratio(NULL, 1)                           = NULL
          whole_hours(TIMESTAMPTZ '2026-02-03 10:00:00Z', TIMESTAMPTZ '2026-02-03 11:59:00Z') = 1
          whole_hours(TIMESTAMPTZ '2026-02-03 11:59:00Z', TIMESTAMPTZ '2026-02-03 10:00:00Z') = -1
          largest_remainder([1, 1, 1], 10.00)           = [3.34, 3.33, 3.33]
          largest_remainder([1, 2], -1.00)              = [-0.33, -0.67]
          largest_remainder([2.5, 1.5, 1.0], 100.01)    = [50.01, 30.00, 20.00]
          largest_remainder([1, NULL, 2], 1.00)         = [0.33, NULL, 0.67]
          largest_remainder([0, 0], 1.00)               = NULL
          utc_text(TIMESTAMPTZ '2026-02-03 10:00:00Z')  = 2026-02-03T10:00:00+00:00
          utc_text(TIMESTAMPTZ '1969-02-03 10:00:00.120Z') = 1969-02-03T10:00:00.12+00:00
          utc_text(CAST(NULL AS TIMESTAMPTZ))           = NULL
          event_hash(['a', NULL]) <> event_hash(['a', 'null']) = true
          event_hash(['a', '']) <> event_hash(['a', NULL])     = true
          event_hash(['a,b']) <> event_hash(['a', 'b'])        = true
          """)
  void itGives(String expression, String expected) throws SQLException {
    assertThat(value("CAST(" + expression + " AS VARCHAR)"), is(expected));
  }

  @Test
  void theSharesOfAnyTotalAddUpToIt() throws SQLException {
    assertThat(
        value(
            """
            (SELECT count(*) FROM (
              SELECT n, total, list_sum(largest_remainder(weights, total)) AS shared FROM (
                SELECT n, CAST(CAST(hash(n) % 2000001 AS BIGINT) - 1000000 AS DECIMAL(16,0)) * 0.01 AS total,
                  list_transform(range(1, 1 + n % 12 + 1), i -> hash(n * 31 + i) % 1000 + 1) AS weights
                FROM range(500) t(n)))
            WHERE shared IS DISTINCT FROM total)
            """),
        is("0"));
  }

  @Test
  void onlyWhatIsCalledIsDefinedAndWhatThatCalls() {
    List<String> defined =
        SqlFunctions.calledBy(
            List.of("SELECT Largest_Remainder (w, t), percent FROM x"),
            SqlFunctionsTest::neverAsked);

    assertThat(defined, hasSize(2));
    assertThat(defined.get(0), containsString("MACRO cents_of_share("));
    assertThat(defined.get(1), containsString("MACRO largest_remainder("));
    assertThat(
        SqlFunctions.calledBy(List.of("SELECT 1 AS percent"), SqlFunctionsTest::neverAsked),
        is(empty()));
  }

  private static MaskKey neverAsked() {
    throw new AssertionError("no mask is called");
  }

  @Test
  void eachSaysWhatItGivesAndTheReferenceListsIt() throws IOException {
    String reference = Files.readString(Path.of("../docs/model.md"));
    for (String name : SqlFunctions.names()) {
      assertThat(reference, containsString("`" + name + "("));
    }
    for (String sql : SqlFunctions.all()) {
      assertThat(sql, startsWith("-- "));
    }
  }

  private static String value(String expression) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression)) {
      row.next();
      return row.getString(1);
    }
  }
}
