package dev.medallion.replay.transforms.model.sql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.engine.Column;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlGuardTest {
  private static final SqlGuard GUARD = SqlGuard.open(ZoneId.of("UTC"), List.of());
  private static final Relation T =
      new Relation(
          "t",
          List.of(
              new Column("a", "BIGINT"),
              new Column("b", "VARCHAR"),
              new Column("m", "DECIMAL(12,2)"),
              new Column("d", "DOUBLE"),
              new Column("l", "STRUCT(\"x\" BIGINT)[]")));
  private static final Relation U = new Relation("u", List.of(new Column("a", "BIGINT")));

  @AfterAll
  static void close() {
    GUARD.close();
  }

  private static Checked check(String sql) {
    return GUARD.check(sql, List.of(T, U), true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT DISTINCT a FROM t",
        "SELECT sum(m), avg(a), count(*) FROM t",
        "SELECT list(a ORDER BY a, b) FROM t",
        "SELECT list(a ORDER BY a) FROM t",
        "SELECT list(DISTINCT a ORDER BY a DESC) FROM t",
        "SELECT array_agg(a ORDER BY a) FILTER (a > 1) FROM t",
        "SELECT list_sort(list(a)) FROM t",
        "SELECT row_number() OVER (PARTITION BY b ORDER BY a) FROM t",
        "SELECT sum(a) OVER (PARTITION BY b) FROM t",
        "WITH x AS (SELECT a FROM t) SELECT * FROM x UNION ALL SELECT a FROM u ORDER BY 1",
        "WITH RECURSIVE x AS (SELECT 1 a UNION ALL SELECT a + 1 FROM x WHERE a < 3) FROM x",
        "SELECT t.a, i.x FROM t, unnest(t.l) AS n(i)",
        "SELECT r.range FROM range(3) r",
        "SELECT [x + 1 FOR x IN [1, 2]] AS l2 FROM t",
        "SELECT max(d), min(d) FROM t;",
        "SELECT a FROM t WHERE a IN (SELECT a FROM u)",
        "SELECT a, (SELECT max(a) FROM u) AS most FROM t",
        "SELECT a, (SELECT count(*) FROM u WHERE u.a = t.a) AS n FROM t",
        "SELECT 'now() random() LIMIT 1' AS text -- LIMIT 1",
      })
  void sqlThatGivesTheSameForTheSameRowsIsAccepted(String sql) {
    assertThat(check(sql).findings(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t WHERE a > (SELECT random())",
        "SELECT (SELECT x FROM (SELECT now() AS x)) FROM t",
        "SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY b) = 1",
        "WITH x AS (SELECT sum(d * 2) AS s FROM t) SELECT s FROM x",
        "SELECT sum(d) OVER (PARTITION BY b) FROM t",
        "SELECT list_sum(list(d ORDER BY d)) FROM t",
        "SELECT t.* FROM t POSITIONAL JOIN u",
        "SELECT a FROM t ORDER BY uuid()",
        "SELECT a FROM t OFFSET 1",
        "SELECT a FROM t LIMIT 10%",
        "SELECT table_name FROM information_schema.tables",
        "SELECT table_name FROM duckdb_tables()",
        "PIVOT t ON b USING sum(a)",
        "DESCRIBE t",
        "ATTACH 'x.db'",
        "SELECT a FROM t WHERE a = $1",
        "SELECT today() - DATE '2026-01-01' FROM t",
        "SELECT ago(INTERVAL 1 DAY) FROM t",
        "",
      })
  void sqlThatCouldGiveSomethingElseIsRefused(String sql) {
    assertThat(check(sql).findings(), hasSize(1));
  }

  @Test
  void whatItSelectsAndReadsIsTold() {
    Checked checked = check("SELECT a, sum(m) AS m, l FROM T GROUP BY a, l");

    assertThat(
        checked.columns().orElseThrow(),
        contains(
            new Column("a", "BIGINT"),
            new Column("m", "DECIMAL(38,2)"),
            new Column("l", "STRUCT(x BIGINT)[]")));
    assertThat(checked.reads(), is(Set.of("t")));
  }

  @Test
  void aFindingHasItsLineThoughTheTextBeforeItIsNotAscii() {
    Checked checked = check("-- é€😀é€😀é€😀é€😀é€😀é€😀\nSELECT a,\n  now() FROM t");

    assertThat(checked.findings().get(0).line(), is(3));
  }
}
