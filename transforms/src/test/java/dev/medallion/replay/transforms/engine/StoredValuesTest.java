package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredValuesTest {
  /** The values of a column, named {@code doc}, of a relation of that name, and their type. */
  private static List<String> stored(String type, String values) throws SQLException {
    return read(StoredValues.in("doc", List.of(new Column("doc", type))), type, values);
  }

  private static List<String> shown(String type, String values) throws SQLException {
    String stored = StoredValues.type(type);
    return read(
        "(" + StoredValues.shownOfMany(List.of(new Column("doc", type)), "doc") + ")",
        stored,
        values);
  }

  private static List<String> read(String relation, String type, String values)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE doc (doc " + type + ")");
      statement.execute("INSERT INTO doc VALUES " + values);
      List<String> read = new ArrayList<>();
      try (ResultSet row = statement.executeQuery("SELECT doc, typeof(doc) FROM " + relation)) {
        while (row.next()) {
          read.add(String.valueOf(row.getString(1)));
          read.add(row.getString(2));
        }
      }
      return read.stream().distinct().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON|VARCHAR",
        "JSON[]|VARCHAR[]",
        "VARCHAR|VARCHAR",
        "DECIMAL(18,2)|DECIMAL(18,2)",
        "STRUCT(a JSON, b STRUCT(\"odd \"\"name\" JSON[])[])"
            + "|STRUCT(\"a\" VARCHAR, \"b\" STRUCT(\"odd \"\"name\" VARCHAR[])[])",
        "MAP(VARCHAR, JSON)|MAP(VARCHAR, JSON)",
        "TIMESTAMP WITH TIME ZONE|TIMESTAMP WITH TIME ZONE"
      })
  void typesThatAreStored(String type, String stored) {
    assertThat(StoredValues.type(type), is(stored));
    assertThat(StoredValues.type(stored), is(stored));
  }

  @Test
  void jsonIsItsTextAtAnyDepth() throws SQLException {
    assertThat(
        stored("JSON", "('{\"a\" :  1.10}'), ('null'), (NULL)"),
        is(List.of("{\"a\" :  1.10}", "VARCHAR", "null")));
    assertThat(
        stored("STRUCT(j JSON, l JSON[])[]", "([{'j': '{\"a\": \"b\"}', 'l': ['1', NULL]}])"),
        is(
            List.of(
                "[{'j': '{\"a\": \"b\"}', 'l': [1, NULL]}]", "STRUCT(j VARCHAR, l VARCHAR[])[]")));
    assertThat(
        shown("STRUCT(j JSON)", "({'j': '{\"a\": \"b\"}'}), (NULL)"),
        is(List.of("{'j': '{\"a\": \"b\"}'}", "STRUCT(j JSON)", "null")));
    assertThat(
        "somebody else wrote a text that is no JSON",
        shown("STRUCT(j JSON[])", "({'j': ['{}', 'no \"json\"', NULL]})"),
        is(List.of("{'j': [{}, \"no \\\"json\\\"\", NULL]}", "STRUCT(j JSON[])")));
  }

  @Test
  void listsAreEmptyInsteadOfNullAtAnyDepth() throws SQLException {
    assertThat(
        stored("INTEGER[]", "(NULL), ([]), ([1, NULL])"),
        is(List.of("[]", "INTEGER[]", "[1, NULL]")));
    assertThat(
        stored("STRUCT(doc INTEGER[], n INTEGER)", "(NULL), ({'doc': NULL, 'n': 1})"),
        is(List.of("null", "STRUCT(doc INTEGER[], n INTEGER)", "{'doc': [], 'n': 1}")));
    assertThat(
        stored(
            "STRUCT(e0 STRUCT(x DATE[])[])[]",
            "(NULL), ([NULL, {'e0': NULL}, {'e0': [NULL, {'x': NULL}, {'x': []}]}])"),
        is(
            List.of(
                "[]",
                "STRUCT(e0 STRUCT(x DATE[])[])[]",
                "[NULL, {'e0': []}, {'e0': [NULL, {'x': []}, {'x': []}]}]")));
    assertThat(shown("VARCHAR[]", "(NULL), (['a'])"), is(List.of("[]", "VARCHAR[]", "[a]")));
  }

  @Test
  void zeroHasNoSignAtAnyDepth() throws SQLException {
    assertThat(
        stored("DOUBLE", "(-0.0::DOUBLE), (0), (-1.5)"), is(List.of("0.0", "DOUBLE", "-1.5")));
    assertThat(
        stored("STRUCT(d DOUBLE[])", "({'d': [-0.0::DOUBLE * -1, '-0.0'::DOUBLE]})"),
        is(List.of("{'d': [0.0, 0.0]}", "STRUCT(d DOUBLE[])")));
  }

  @Test
  void whatIsStoredAsItIsTakesNoQuery() {
    assertThat(
        StoredValues.in(
            "doc", List.of(new Column("a", "VARCHAR"), new Column("b", "STRUCT(c INTEGER)"))),
        is("doc"));
  }
}
