package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        " SELECT 1 ; ;; -- the end\n",
        "SELECT ';'",
        "SELECT 'it''s; so', ';'",
        "SELECT e'a\\';b', E'\\\\'",
        "SELECT 1 AS \"a;\"\"b\"",
        "SELECT $$ one; two $$ || $x$ ; $$ ; $x$",
        "SELECT 1 -- a; b\n + 2",
        "SELECT 1 /* a; b */ + 2",
        "/* ; /* ; */ ; */ SELECT 1",
        "FROM a WHERE b = 'x' ; /* done; */",
        "SHOW ALL TABLES;",
      })
  void oneIsOne(String sql) {
    assertThat(SqlStatements.count(sql), is(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2",
        "SELECT 1;SELECT 2;",
        "SELECT 'a;b'; SHOW TABLES",
        "-- one;\nSELECT 1;\n-- two\nSELECT 2",
        "SELECT 'a' ; ; SELECT 'b'",
        "SELECT '\\'; SELECT 2",
      })
  void twoAreTwo(String sql) {
    assertThat(SqlStatements.count(sql), is(2));
  }

  @Test
  void ofNothingThereIsNone() {
    assertThat(SqlStatements.count(" ; -- nothing"), is(0));
  }

  @Test
  void aLongTextIsNoTrouble() {
    String text = "x;''".repeat(100_000);
    assertThat(SqlStatements.count("SELECT '" + text + "' /*" + text + "*/"), is(1));
  }
}
