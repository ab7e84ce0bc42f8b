package dev.medallion.replay.transforms.flow.decode;

import static dev.medallion.replay.transforms.flow.decode.Contracts.decimal;
import static dev.medallion.replay.transforms.flow.decode.Contracts.field;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.model.FieldType.Kind;
import dev.medallion.replay.transforms.model.functions.SqlFunctions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers written with a comma or a point ({@code decimal_comma: either}). */
class NumberTextTest {
  private static final Contracts CONTRACTS = Contracts.of(decimal("p", 18, 6).commaOrPoint());
  private static Connection duck;

  @BeforeAll
  static void define() throws SQLException {
    duck = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duck.createStatement()) {
      for (String sql : SqlFunctions.calledBy(List.of("br_number(x)"), () -> null)) {
        statement.execute(sql);
      }
    }
  }

  @AfterAll
  static void close() throws SQLException {
    duck.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "1.234,56    = 1234.560000",
        "18,00       = 18.000000",
        "50.00       = 50.000000",
        "1234        = 1234.000000",
        "1.234       = 1.234000",
        "1.234.567   = 1234567.000000",
        "-0.001,5    = -1.500000",
        "+007,10     = 7.100000",
        "' 3,5 '     = 3.500000",
      })
  void aTextIsReadByItsCommaOrItsPoint(String text, String number) {
    assertThat(read(text), is(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10%",
        "1,2,3",
        "12.34,5",
        "1.23.456",
        "1,234.56",
        ",5",
        "5,",
        ".5",
        "5.",
        "1e3",
        "R$ 5,00",
        "--1",
        "\u0661",
        "1 234,5",
        "NaN"
      })
  void aTextThatMayMeanTwoNumbersOrNoneIsBadType(String text) {
    assertThat(read(text), startsWith("BAD_TYPE p"));
  }

  /** What the field reads, SQL reads; and the other way round. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "00",
        "-0",
        "+0,0",
        "1",
        "01.50",
        "1.5",
        "1,5",
        "1.234",
        "1.234,5",
        "12.345,678901",
        "1.234.567",
        "1.234.567,8",
        "1234.567,8",
        "1.2345",
        "12345.678",
        "0.000,1",
        "-1.000.000",
        "",
        " ",
        "\t1",
        "1\n",
        "\u00a05,5\u00a0",
        "\u20035.5",
        "  7  ",
        "1,2,3",
        ",5",
        "5,",
        ".5",
        "5.",
        "1e3",
        "1E3",
        "0x10",
        "1_000",
        "10%",
        "R$ 5",
        "--1",
        "+-1",
        "\u0661\u0662",
        "\uff11",
        "nan",
        "Infinity",
        "1.23.456",
        "1,234.56",
        "1.234,",
        "1..234",
        "999999999999",
        "123.456.789.012,5"
      })
  void theFieldAndTheSqlFunctionReadTheSame(String text) throws SQLException {
    String field = read(text);
    try (PreparedStatement statement =
        duck.prepareStatement("SELECT CAST(br_number(?) AS VARCHAR)")) {
      statement.setString(1, text);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        String sql = result.getString(1);
        assertThat(field.startsWith("BAD_TYPE") ? null : field, is(sql));
      }
    }
  }

  @Test
  void aJsonNumberIsReadAsItIs() {
    assertThat(CONTRACTS.values("{\"p\":1.234}")[0].toString(), is("1.234000"));
    assertThat(CONTRACTS.values("{\"p\":5}")[0].toString(), is("5.000000"));
    assertThat(CONTRACTS.dead("{\"p\":\"1,2345678\"}"), startsWith("OUT_OF_RANGE p"));
  }

  @Test
  void aDoubleIsReadSoToo() {
    Contracts contracts = Contracts.of(field("x", Kind.DOUBLE).commaOrPoint());
    assertThat(contracts.values("{\"x\":\"1.234,5\"}")[0], is(1234.5));
    assertThat(contracts.values("{\"x\":\"1234.5\"}")[0], is(1234.5));
  }

  private static String read(String text) {
    String json = "{\"p\":\"" + text.replace("\t", "\\t").replace("\n", "\\n") + "\"}";
    return CONTRACTS.decode(json) instanceof Decoded decoded
        ? String.valueOf(decoded.values()[0])
        : CONTRACTS.dead(json);
  }
}
