package dev.medallion.replay.transforms.model.sql;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.engine.Column;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's SQL sees one entity at a time: that of its row. */
class LocalityTest {
  private static final SqlGuard GUARD = SqlGuard.open(ZoneId.of("UTC"), List.of());
  private static final Relation THING =
      new Relation(
          "thing",
          List.of(
              new Column("shop", "VARCHAR"),
              new Column("id", "BIGINT"),
              new Column("day", "DATE"),
              new Column("val", "BIGINT"),
              new Column("l", "STRUCT(\"x\" BIGINT, \"id\" BIGINT)[]"),
              new Column("j", "JSON"),
              new Column("_event", "BIGINT")));
  private static final EntityKey BY_ID =
      new EntityKey("thing", List.of("id"), "_event", Optional.empty());
  private static final EntityKey BY_SHOP_AND_ID =
      new EntityKey("thing", List.of("shop", "id"), "_event", Optional.empty());

  @AfterAll
  static void close() {
    GUARD.close();
  }

  private static Checked check(EntityKey key, String sql) {
    return GUARD.checkLocal(sql, THING, List.of(), key, Set.of("pay", "shop_event"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id, day, val + 1 AS v, CASE WHEN val > 1 THEN 'a' END AS c, _event FROM thing",
        "SELECT * FROM thing",
        "SELECT * EXCLUDE (l) REPLACE (val * 2 AS val) FROM thing WHERE val > 3",
        "SELECT t.* FROM thing AS t ORDER BY val",
        "SELECT id, day, u.i.x AS x, _event FROM thing, unnest(l) AS u(i)",
        "SELECT id, day, unnest(l) AS item, _event FROM thing",
        "SELECT t.id, t.l[n.line].x AS x, t._event FROM thing t, unnest(range(1, len(t.l) + 1)) AS n(line)",
        "SELECT t.id, e.value, t._event FROM thing t LEFT JOIN json_each(t.j) e ON true",
        "SELECT t.id, r.rate, t._event FROM thing t LEFT JOIN (VALUES (1, 2)) r(id, rate) ON r.id = t.val",
        "SELECT t.id, r.rate, t._event FROM (VALUES (1, 2)) r(v, rate) JOIN thing t ON r.v = t.val",
        "SELECT t.id, t._event FROM (VALUES (1)) r(v) RIGHT JOIN thing t ON r.v = t.val",
        "SELECT id, _event FROM thing, (VALUES (1), (2)) twice",
        "SELECT id, _event FROM thing WHERE val IN (SELECT v FROM (VALUES (1), (2)) w(v))",
        "SELECT id, (SELECT sum(u.i.x) FROM unnest(l) AS u(i)) AS total, _event FROM thing",
        "SELECT id, (SELECT list(i.id ORDER BY i.x, i.id) FROM unnest(l) AS u(i)) AS xs, _event FROM thing",
        "SELECT t.id, s.total, t._event FROM thing t, (SELECT sum(i.x) AS total FROM unnest(t.l) AS u(i)) s",
        "SELECT id, CAST(sum(i.x) AS BIGINT) AS total, _event FROM thing, unnest(l) AS u(i) GROUP BY id, _event",
        "SELECT id, max(i.x) AS most, _event FROM thing, unnest(l) AS u(i) GROUP BY ALL",
        "SELECT _event, max(i.x) AS most FROM thing, unnest(l) AS u(i) GROUP BY 1 HAVING count(*) > 1",
        "SELECT id AS k, _event, count(*) AS n FROM thing, unnest(l) GROUP BY k, _event",
        "SELECT DISTINCT id, i.x, _event FROM thing, unnest(l) AS u(i)",
        "SELECT id, row_number() OVER (PARTITION BY id ORDER BY i.x, i.id) AS no, _event FROM thing, unnest(l) AS u(i)",
        "SELECT id, i.x, _event FROM thing, unnest(l) AS u(i) WINDOW w AS (PARTITION BY _event ORDER BY i.x, i.id) QUALIFY row_number() OVER w = 1",
        "WITH s AS (SELECT id, sum(i.x) AS total FROM thing, unnest(l) AS u(i) GROUP BY id) SELECT t.id, s.total, t._event FROM thing t LEFT JOIN s USING (id)",
        "WITH s AS (SELECT id AS k, count(*) AS n FROM thing, unnest(l) GROUP BY id) SELECT t.id, s.n, t._event FROM thing t, s WHERE t.id = s.k AND t.val > 1",
        "SELECT t.id, (SELECT max(o.val) FROM thing o WHERE o.id = t.id) AS most, t._event FROM thing t",
        "SELECT t.id, t._event FROM thing t WHERE EXISTS (FROM thing o, unnest(o.l) AS u(i) WHERE t._event = o._event AND i.x = 1)",
        "SELECT t.id, t._event FROM thing t WHERE t.id NOT IN (SELECT id FROM thing WHERE val = 1)",
        "SELECT t.id, t._event FROM thing t SEMI JOIN thing o ON o.id = t.id AND o.val = 2",
        "SELECT id, day, _event FROM thing UNION ALL SELECT id, day, _event FROM thing WHERE val = 2",
        "SELECT id, val, _event FROM thing UNION SELECT id, val + 1, _event FROM thing",
        "SELECT id, val, _event FROM thing EXCEPT SELECT id, val, _event FROM thing WHERE val = 1",
        "FROM thing SELECT id, list_sum([e.x FOR e IN l]) AS total, _event",
        "WITH thing AS (SELECT * FROM thing WHERE val > 1) SELECT id, _event FROM thing",
      })
  void sqlThatSeesOneEntityIsAccepted(String sql) {
    List<LocalityFinding> findings = check(BY_ID, sql).findings();

    assertThat(findings.toString(), findings, is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // another entity
        "SELECT t.id, t._event FROM thing t LEFT JOIN pay p ON p.id = t.id",
        "SELECT t.id, t._event FROM thing t WHERE EXISTS (FROM pay p WHERE p.id = t.id)",
        "SELECT id, _event FROM thing WHERE id IN (SELECT id FROM pay)",
        "WITH p AS (FROM pay) SELECT t.id, t._event FROM thing t JOIN p USING (id)",
        "SELECT id, (SELECT count(*) FROM shop_event) AS n, _event FROM thing",
        // joins of the entity with itself
        "SELECT t.id, p.val, t._event FROM thing t LEFT JOIN thing p ON p.id = t.val",
        "SELECT t.id, t._event FROM thing t, thing p",
        "SELECT t.id, t._event FROM thing t JOIN thing p ON p.id = t.id OR p.val = 1",
        "SELECT t.id, t._event FROM thing t JOIN thing p ON p.id = t.id + 0",
        "SELECT t.id, t._event FROM thing t JOIN thing p USING (day)",
        "SELECT id, _event FROM thing NATURAL JOIN (SELECT id, max(val) AS n FROM thing GROUP BY id)",
        "SELECT t.id, t._event FROM thing t FULL JOIN thing p ON p.id = t.id",
        "SELECT t.id, t._event FROM thing t SEMI JOIN thing p ON p.val = t.val",
        "SELECT t.id, t._event FROM thing t JOIN (SELECT -id AS id FROM thing) p ON p.id = t.id",
        "SELECT t.id, t._event FROM thing t JOIN (SELECT id, val AS v FROM thing) p(v, id) ON p.id = t.id",
        "SELECT t.id, t._event FROM thing t, (SELECT max(val) AS m FROM thing p WHERE p.day = t.day) s",
        "SELECT t.id, t._event FROM thing t LEFT JOIN thing o ON o.id = t.id AND o.val = 1 JOIN thing p ON p.id = o.id OR p.val = t.val",
        // rows that belong to no entity
        "SELECT r.v, t._event FROM (VALUES (1)) r(v) LEFT JOIN thing t ON r.v = t.val",
        "SELECT t.id, t._event FROM thing t FULL JOIN (VALUES (1)) r(v) ON r.v = t.val",
        "SELECT v AS id, v AS _event FROM (VALUES (1)) r(v) SEMI JOIN thing t ON r.v = t.val",
        "SELECT id, _event FROM thing UNION ALL SELECT 0, 0",
        "SELECT 1 AS id, 1 AS _event",
        // windows
        "SELECT id, count(*) OVER () AS n, _event FROM thing",
        "SELECT id, count(*) OVER (PARTITION BY day) AS n, _event FROM thing",
        "SELECT id, row_number() OVER (PARTITION BY id % 2 ORDER BY val, id) AS n, _event FROM thing",
        "SELECT id, lag(val) OVER (ORDER BY id) AS n, _event FROM thing",
        "SELECT id, _event FROM thing QUALIFY row_number() OVER (PARTITION BY val ORDER BY id) = 1",
        "SELECT id, _event FROM thing WINDOW w AS (PARTITION BY val ORDER BY id) QUALIFY row_number() OVER w = 1",
        "SELECT id, _event FROM (SELECT val % 2 AS id, sum(val) OVER (PARTITION BY id) AS s, _event FROM (SELECT val AS id, val, _event FROM thing))",
        "SELECT id, _event FROM thing ORDER BY count(*) OVER ()",
        // aggregates
        "SELECT count(*) AS n, 1 AS _event FROM thing",
        "SELECT t.id, t._event FROM thing t, (SELECT max(val) AS m FROM thing) s",
        "SELECT day, max(val) AS n FROM thing GROUP BY day",
        "SELECT id, _event FROM thing GROUP BY ROLLUP (id, _event)",
        "SELECT id, _event FROM thing GROUP BY GROUPING SETS ((id, _event), ())",
        "SELECT geomean(val) AS id, 1 AS _event FROM thing",
        "SELECT day, max(val) AS n, 1 AS _event FROM thing GROUP BY ALL",
        "SELECT val AS id, max(id) AS n, 1 AS _event FROM (SELECT val, val AS id, _event FROM thing) GROUP BY id, val",
        "SELECT t.id, (SELECT sum(t.val)) AS s, t._event FROM thing t",
        "SELECT t.id, (SELECT sum(t.val) FROM unnest(t.l) AS u(i)) AS s, t._event FROM thing t",
        // DISTINCT and set operations
        "SELECT DISTINCT day FROM thing",
        "SELECT t.id, t._event FROM thing t JOIN (SELECT DISTINCT val FROM thing) p ON p.val = t.val",
        "SELECT val, day FROM thing UNION SELECT val, day FROM thing",
        "SELECT val FROM thing EXCEPT SELECT val FROM thing WHERE id = 1",
        "SELECT id, val, _event FROM thing INTERSECT SELECT val, id, id FROM thing",
        // subqueries
        "SELECT id, (SELECT max(val) FROM thing) AS m, _event FROM thing",
        "SELECT id, _event FROM thing WHERE val = (SELECT max(val) FROM thing)",
        "SELECT id, _event FROM thing WHERE val IN (SELECT id FROM thing)",
        "SELECT id, _event FROM thing WHERE id IN (SELECT val FROM thing)",
        "SELECT id, _event FROM thing WHERE id > ALL (SELECT id FROM thing WHERE val = 1)",
        "SELECT t.id, t._event FROM thing t WHERE EXISTS (FROM thing o WHERE o.val = t.id)",
        "SELECT t.id, t._event FROM thing t WHERE EXISTS (FROM thing o WHERE o.id >= t.id)",
        "SELECT t.id, t._event FROM thing t WHERE EXISTS (FROM thing o, (SELECT t.id AS k) x WHERE x.k = t.id)",
        "WITH RECURSIVE up AS (SELECT id, val, _event FROM thing UNION ALL SELECT t.id, t.val, t._event FROM thing t, up WHERE up.val = t.id) SELECT id, _event FROM up",
        // the event is a name, not a number
        "SELECT id, _event, _event % 2 AS odd FROM thing",
        "SELECT id, _event, _event AS n FROM thing",
        "SELECT id, _event + 0 AS _event FROM thing",
        "SELECT id, id AS _event FROM thing",
        "SELECT id, max(_event) AS _event FROM thing GROUP BY id",
        "SELECT id, _event FROM thing WHERE _event < 10",
        "SELECT id, _event, (SELECT t._event) % 2 AS odd FROM thing t",
        "SELECT id, _event, main.t._event % 2 AS odd FROM thing t",
        "SELECT id, _event, e % 2 AS odd FROM (SELECT *, _event AS e FROM thing)",
        "SELECT id, _event, hash(t) AS h FROM thing t",
        "SELECT id, _event FROM thing t WHERE _event IN (SELECT range FROM range(3))",
        "SELECT t.id, o._event FROM thing t LEFT JOIN thing o ON o.id = t.id AND o.val = 1",
        // what can't be followed
        "SELECT COLUMNS('id|_event') FROM thing",
        "SELECT #1 AS id, _event FROM thing",
        "SELECT id, n, v, _event FROM thing UNPIVOT (v FOR n IN (val))",
      })
  void sqlThatMaySeeOthersIsRefused(String sql) {
    List<LocalityFinding> findings = check(BY_ID, sql).findings();

    assertThat(findings.toString(), findings, hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT shop, id, count(*) AS n, _event FROM thing, unnest(l) GROUP BY shop, id, _event | 0",
        "SELECT shop, id, max(i.x) AS n FROM thing, unnest(l) AS u(i) GROUP BY shop, id | 0",
        "SELECT shop, max(val) AS n FROM thing GROUP BY shop | 1",
        "SELECT *, sum(val) OVER (PARTITION BY shop) AS n FROM thing | 1",
        "SELECT *, sum(val) OVER (PARTITION BY id, shop) AS n FROM thing | 0",
        "SELECT t.* FROM thing t JOIN thing o ON o.shop = t.shop AND o.id = t.id | 0",
        "SELECT t.* FROM thing t JOIN thing o ON o.shop = t.shop | 1",
        "SELECT t.* FROM thing t JOIN thing o USING (id, shop) | 0",
        "SELECT t.* FROM thing t JOIN thing o USING (id) WHERE t.shop = o.shop | 0",
        "SELECT t.* FROM thing t LEFT JOIN thing o USING (id) WHERE t.shop = o.shop | 1",
        "SELECT t.* FROM thing t WHERE shop IN (SELECT shop FROM thing) | 1",
      })
  void theWholeKeyNamesAnEntityNotAPartOfIt(String sql, int findings) {
    assertThat(check(BY_SHOP_AND_ID, sql).findings(), hasSize(findings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT shop, id, _event FROM thing|0",
        "SELECT * FROM thing|0",
        "WITH t AS (SELECT shop AS s, id, _event FROM thing) SELECT s AS shop, id, _event FROM t|0",
        "SELECT shop, id, _event FROM thing UNION ALL SELECT shop, id, _event FROM thing|0",
        "SELECT lower(shop) AS shop, id, _event FROM thing|1",
        "SELECT id AS shop, _event FROM thing|1",
        "SELECT concat(shop) AS shop, id, _event FROM thing|1",
        "SELECT shop, id, _event FROM thing UNION ALL SELECT id, shop, _event FROM thing|1",
        "SELECT coalesce(shop, 'a') AS Shop, shop AS s, id, _event FROM thing|1",
      })
  void aRowNamesTheScopeOfItsEntity(String sql, int findings) {
    EntityKey key = new EntityKey("thing", List.of("shop", "id"), "_event", Optional.of("shop"));
    assertThat(check(key, sql).findings(), hasSize(findings));
  }

  @Test
  void aFindingSaysWhereAndTheWayOut() {
    LocalityFinding finding =
        check(BY_ID, "SELECT\n  t.id, t._event\nFROM thing t\nLEFT JOIN pay p\n  ON p.id = t.id")
            .findings()
            .get(0);

    assertThat(finding.line(), is(4));
    assertThat(finding.message(), containsString("the SQL reads pay"));
    assertThat(
        finding.fix(), containsString("a table of tables, where lookback and lookahead say"));
  }

  @Test
  void theLineOfAWindowIsThatOfTheWindow() {
    LocalityFinding finding =
        check(
                BY_ID,
                "SELECT\n  id,\n  count(*)\n    OVER (PARTITION BY day) AS n,\n  _event\nFROM thing")
            .findings()
            .get(0);

    assertThat(finding.line(), is(3));
    assertThat(finding.message(), containsString("count OVER sees rows of several"));
    assertThat(finding.fix(), containsString("PARTITION BY id, or make it a table of tables"));
  }
}
