package dev.medallion.replay.bigqueryserver.sql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSqlTest {
  private static final GoogleSql SQL =
      new GoogleSql(path -> "<" + String.join("/", path) + ">", Map.of("p", "'v'"));

  private static String select(String text) {
    return ((Statement.Select) SQL.statements(text).get(0)).sql().replaceAll(" +", " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT `a`, b FROM `p-1.d.t` | SELECT \"a\" , \"b\" FROM <p-1/d/t> AS \"t\"",
        "SELECT x.* FROM p.d.t AS x | SELECT \"x\".* FROM <p/d/t> AS \"x\"",
        "SELECT 1 FROM d.t, d.u v | SELECT 1 FROM <d/t> AS \"t\" , <d/u> AS \"v\"",
        "SELECT * EXCEPT (a) FROM d.t | SELECT * EXCLUDE (\"a\") FROM <d/t> AS \"t\"",
        "WITH c AS (SELECT 1 AS x) SELECT x FROM c"
            + " | WITH \"c\" AS (SELECT 1 AS \"x\") SELECT \"x\" FROM \"c\"",
        "SELECT \"a'b\" | SELECT 'a''b'",
        "SELECT COUNT(*), SUM(a) | SELECT count(*) , sum(\"a\")",
        "SELECT DATE '2026-01-01' | SELECT CAST('2026-01-01' AS DATE)",
        "SELECT CAST(a AS INT64) | SELECT CAST(\"a\" AS BIGINT)",
        "SELECT IF(a, 1, 2) | SELECT (CASE WHEN \"a\" THEN 1 ELSE 2 END)",
        "SELECT a IN UNNEST(@p) | SELECT \"a\" IN (SELECT unnest('v'))",
        "SELECT 1 UNION DISTINCT SELECT 2 | SELECT 1 UNION SELECT 2",
        "SELECT EXTRACT(YEAR FROM a) | SELECT extract(YEAR FROM \"a\")",
        "SELECT a -- rest | SELECT \"a\"",
        "SELECT EXISTS (SELECT 1 FROM d.t) | SELECT EXISTS (SELECT 1 FROM <d/t> AS \"t\")",
      })
  void isTranslated(String google, String duckdb) {
    assertThat(select(google), is(duckdb));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a / b",
        "SELECT APPROX_COUNT_DISTINCT(a)",
        "SELECT TO_JSON_STRING(a)",
        "SELECT 1 FROM d.t FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP()",
        "SELECT a[OFFSET(0)]",
        "SELECT CAST(a AS GEOGRAPHY)",
        "UPDATE d.t SET a = 1 WHERE TRUE",
        "MERGE d.t USING d.u ON TRUE",
        "DECLARE x INT64",
        "CREATE VIEW d.v AS SELECT 1",
        "DELETE FROM d.t",
        "SELECT 'open",
        "SELECT (1",
      })
  void isRefusedRatherThanAnsweredOtherwise(String google) {
    ApiException refused = assertThrows(ApiException.class, () -> SQL.statements(google));
    assertThat(refused.reason(), is("invalidQuery"));
  }

  @Test
  void aNullInAConcatenationMakesItNull() {
    assertThat(select("SELECT CONCAT(a, b)"), is("SELECT (\"a\" || \"b\")"));
  }

  @Test
  void aRefusalNamesWhatItIs() {
    assertThat(
        assertThrows(ApiException.class, () -> select("SELECT SOUNDEX(a)")).getMessage(),
        containsString("SOUNDEX"));
  }

  @Test
  void aScriptHasStatements() {
    List<Statement> script =
        SQL.statements(
            "BEGIN TRANSACTION; DELETE FROM `d.t` x WHERE x.a = 1; "
                + "INSERT INTO d.t (a, b) SELECT a, b FROM d.u; COMMIT TRANSACTION;");
    assertThat(script.get(0), instanceOf(Statement.Transaction.class));
    assertThat(
        script.get(1), is(new Statement.Delete(List.of("d", "t"), "\"x\"", "\"x\".\"a\" = 1")));
    assertThat(((Statement.Insert) script.get(2)).columns(), is(List.of("a", "b")));
  }

  @Test
  void aCloneMayExpire() {
    Statement.Clone clone =
        (Statement.Clone)
            SQL.statements(
                    "CREATE SNAPSHOT TABLE d.s CLONE d.t OPTIONS (expiration_timestamp = "
                        + "TIMESTAMP '2030-01-01 00:00:00 UTC')")
                .get(0);
    assertThat(clone.snapshot(), is(true));
    assertThat(clone.source(), is(List.of("d", "t")));
    assertThat(clone.expires().isPresent(), is(true));
  }

  @Test
  void namesOfTablesAreFound() {
    assertThat(
        GoogleSql.tables("INSERT INTO a.b SELECT * FROM `p.c.d` JOIN e.f USING (x)"),
        is(List.of(List.of("p", "c", "d"), List.of("e", "f"), List.of("a", "b"))));
  }
}
