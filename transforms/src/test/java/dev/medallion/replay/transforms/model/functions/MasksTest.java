package dev.medallion.replay.transforms.model.functions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of personal data. */
class MasksTest {
  private static final MaskKey KEY = MaskKey.of("a secret of this test");
  private static Connection duck;

  @BeforeAll
  static void define() throws SQLException {
    duck = connect(KEY);
  }

  @AfterAll
  static void close() throws SQLException {
    duck.close();
  }

  private static Connection connect(MaskKey key) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (String sql :
          SqlFunctions.calledBy(
              List.of("mask_email(x), mask_phone(x), mask_document(x), mask_name(x)"), () -> key)) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  private static String mask(Connection connection, String function, String text)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + function + "(CAST(? AS VARCHAR))")) {
      statement.setString(1, text);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static String mask(String function, String text) throws SQLException {
    return mask(duck, function, text);
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.bytes(), "HmacSHA256"));
    return HexFormat.of()
        .formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)))
        .substring(0, 20);
  }

  @Test
  void theirDigitsAreOfHmac() throws Exception {
    assertThat(
        mask("mask_email", " Ada@Home.example "),
        is("m-" + hmac("email:ada@home.example") + "@masked.invalid"));
    assertThat(
        mask("mask_phone", "(11) 98888-7777"), is("masked-phone-" + hmac("phone:11988887777")));
    assertThat(
        mask("mask_document", "123.456.789-09"),
        is("masked-document-" + hmac("document:12345678909")));
    assertThat(
        mask("mask_name", " Jos\u00e9  DA Silva "),
        is("masked-name-" + hmac("name:jose da silva")));
  }

  @ParameterizedTest
  @CsvSource({
    "mask_email, ada@home.example, ADA@home.example",
    "mask_phone, (11) 98888-7777, 11 98888 7777",
    "mask_document, 123.456.789-09, 12345678909",
    "mask_document, AB-12, ab12",
    "mask_name, Jos\u00e9 da Silva, JOSE  DA SILVA",
    "mask_name, Jos\u00e9, Jose\u0301",
  })
  void onePersonHasOneMask(String function, String one, String other) throws SQLException {
    assertThat(mask(function, other), is(mask(function, one)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mask_email", "mask_phone", "mask_document", "mask_name"})
  void aMaskStaysAndNothingHasNone(String function) throws SQLException {
    String masked = mask(function, "ada.1815@home.example");

    assertThat(masked, matchesPattern("m[a-z-]*-[0-9a-f]{20}(@masked\\.invalid)?"));
    assertThat(mask(function, masked), is(masked));
    assertThat(mask(function, null), is(nullValue()));
    assertThat(mask(function, ""), is(nullValue()));
    assertThat(mask(function, "  "), is(nullValue()));
    assertThat(mask(function, "bob.1900@home.example"), is(not(masked)));
    assertThat(mask(function, masked + "0"), is(not(masked + "0")));
  }

  @Test
  void theSameTextHasAnotherMaskOfEachKindAndUnderAnotherSecret() throws SQLException {
    String document = mask("mask_document", "12345");
    try (Connection other = connect(MaskKey.of("another secret of this test"))) {
      assertThat(mask(other, "mask_document", "12345"), is(not(document)));
      assertThat(mask(other, "mask_document", document), is(document));
    }
    assertThat(mask("mask_phone", "12345"), is(not(containsString(document.substring(16)))));
  }

  @Test
  void aNumberIsMaskedAsItsText() throws SQLException {
    try (Statement statement = duck.createStatement();
        ResultSet row = statement.executeQuery("SELECT mask_document(12345678909::BIGINT)")) {
      row.next();
      assertThat(row.getString(1), is(mask("mask_document", "123.456.789-09")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT mask_code('a')",
        "SELECT mask_email(x) FROM nowhere",
        "SELECT mask_code([1], {'a': 1})",
        "SELECT mask_email(1, 2)",
        "SELECT CAST(mask_email('x') AS INTEGER)"
      })
  void theKeyIsInNoErrorOfSql(String sql) throws SQLException {
    String inner = KEY.into("${inner}");
    try (Statement statement = duck.createStatement()) {
      SQLException e = assertThrows(SQLException.class, () -> statement.executeQuery(sql));
      for (String part : List.of(inner, KEY.into("${outer}"), hex(KEY.bytes()))) {
        assertThat(e.getMessage(), not(containsString(part.substring(0, 16))));
      }
    }
    assertThat(KEY.toString(), is("a mask key"));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
