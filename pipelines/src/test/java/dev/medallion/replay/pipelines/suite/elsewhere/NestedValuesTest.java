package dev.medallion.replay.pipelines.suite.elsewhere;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * JSON, lists and structs, some of them null, in a file and in BigQuery: the rows of both are the
 * same, and what is computed of them is, whether they are read from the files that were published
 * or from the warehouse, as somebody has touched them.
 */
class NestedValuesTest {
  private static final String PROJECT = "a-project";
  private static final String[] BOTH = {"--from=2026-02-03", "--to=2026-02-04"};
  private static final String[] SECOND = {"--from=2026-02-04", "--to=2026-02-04"};

  private static BigQueryServer server;
  private static int lakes;

  @TempDir private Path folder;

  private final String prefix = "nested" + lakes++;

  @BeforeAll
  static void start() throws IOException {
    server = BigQueryServer.start();
    BigQueryElsewhere.serve(server.endpoint());
  }

  @AfterAll
  static void stop() {
    BigQueryElsewhere.serve("");
    server.close();
  }

  private Bench bench(String warehouse) throws IOException {
    write(
        "m/model.yaml",
        """
        model: nested
        time_zone: UTC
        sources:
          feed:
            path: dt={arrival_date:yyyy-MM-dd}/{file}.jsonl
            format: jsonl
            arrives: {after: P1D}
        streams:
          thing:
            shard_by: [id]
            entities:
              thing:
                from: feed
                key: [id]
                latest_by: [seen]
                business_time: seen
                fields:
                  id:    {path: /id, type: string, required: true}
                  seen:  {path: /seen, type: timestamp, format: iso8601, required: true}
                  raw:   {path: /raw, type: json}
                  items:
                    path: /items
                    type: list<struct>
                    fields:
                      sku:   {path: /sku, type: string}
                      extra: {path: /extra, type: json}
                      parts: {path: /parts, type: list<struct>, fields: {p: {path: /p, type: string}}}
            tables:
              things:
                layer: silver
                entity: thing
                sql: silver/things.sql
                key: [id]
                partition_by: {column: day, grain: day}
        tables:
          fct:
            layer: gold
            from: {things: {lookback: P1D}}
            sql: gold/fct.sql
            key: [day]
            partition_by: {column: day, grain: day}
        audits:
          - {name: odd_json, table: things, sql: audits/odd.sql, severity: block}
        """);
    write(
        "m/silver/things.sql",
        """
        SELECT id, CAST(seen AS DATE) AS day, raw, items, list_transform(items, lambda i: i.sku) AS skus,
          CASE WHEN raw IS NOT NULL THEN {'j': raw, 'skus': list_transform(items, lambda i: i.sku)}
            END AS doc,
          _event
        FROM thing
        """);
    write(
        "m/gold/fct.sql",
        """
        SELECT partition_day() AS day,
          count(*) AS things, count(items) AS lists, count(skus) AS skus, count(doc) AS docs,
          count(doc.skus) AS inner_lists,
          string_agg(coalesce(CAST(len(items) AS VARCHAR), 'none'), ',' ORDER BY id) AS lengths,
          string_agg(CASE WHEN items[1].parts IS NULL THEN 'none' ELSE 'some' END, ',' ORDER BY id)
            AS parts,
          string_agg(coalesce(raw ->> '$.k', 'none'), ',' ORDER BY id) AS ks,
          string_agg(coalesce(doc.j ->> '$.k', 'none'), ',' ORDER BY id) AS js,
          string_agg(coalesce(items[1].extra ->> '$.e', 'none'), ',' ORDER BY id) AS es,
          list(raw ORDER BY id) FILTER (raw IS NOT NULL) AS raws, list(json_type(raw) ORDER BY id) FILTER (raw IS NOT NULL)
            AS kinds
        FROM things WHERE day = partition_day() - 1
        """);
    write("m/audits/odd.sql", "SELECT id FROM things WHERE raw ->> '$.k' = 'odd'");
    write(
        "in/dt=2026-02-03/a.jsonl",
        """
        {"id": "a", "seen": "2026-02-03T10:00:00Z", "raw": {"k": "v",  "n": 12345678901234567890.10, "a": [null, "\\u00fc"]}, "items": [{"sku": "s1", "extra": {"e": 1}, "parts": [{"p": "x"}]}, {"sku": "s2"}]}
        {"id": "b", "seen": "2026-02-03T11:00:00Z", "raw": [1, {"z": 1, "b": 2}], "items": []}
        {"id": "c", "seen": "2026-02-03T12:00:00Z"}
        {"id": "d", "seen": "2026-02-03T13:00:00Z", "raw": "text", "items": [{"sku": "s3", "extra": "e"}]}
        """);
    write(
        "in/dt=2026-02-04/a.jsonl",
        """
        {"id": "e", "seen": "2026-02-04T10:00:00Z", "raw": true}
        """);
    Bench embedded =
        new Bench(
            Files.createDirectories(folder.resolve(warehouse)),
            "--model=" + folder.resolve("m"),
            "--input=" + folder.resolve("in"));
    return warehouse.equals("file")
        ? embedded
        : embedded.publishingTo("bigquery:" + PROJECT + "." + prefix, state().toString());
  }

  private Path state() {
    return folder.resolve("state");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Tables tables(Bench bench) throws Exception {
    return bench.isFile()
        ? bench.tables()
        : PublishedRows.of(
            "bigquery:" + PROJECT + "." + prefix, Address.parse(state().toString()), folder);
  }

  private SortedMap<String, List<String>> rows(Bench bench) throws Exception {
    return tables(bench).contents();
  }

  private List<String> gold(Bench bench) throws Exception {
    return tables(bench).query("SELECT * FROM gold.fct ORDER BY day");
  }

  /** Somebody writes a row to the first day's partition. */
  private void insert(Bench bench) throws Exception {
    byHand(bench, "INSERT INTO %s (id, day) VALUES ('zz', DATE '2026-02-03')");
  }

  private void delete(Bench bench) throws Exception {
    byHand(bench, "DELETE FROM %s WHERE id = 'zz'");
  }

  private void byHand(Bench bench, String sql) throws Exception {
    if (bench.isFile()) {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + bench.warehouse());
          Statement statement = connection.createStatement()) {
        statement.execute(sql.formatted("silver.things"));
      }
    } else {
      BigQueryElsewhere.run(
          PROJECT, sql.formatted("`" + PROJECT + "." + prefix + "_silver.things`"));
    }
  }

  private Outcome rollback(Bench bench, String run, String by) {
    return bench.isFile()
        ? bench.call("rollback", "--run=" + run, "--runId=" + by)
        : bench.call("rollback", "--run=" + run, "--runId=" + by, "--state=" + state());
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }

  private static String[] with(String[] options, String runId) {
    return new String[] {options[0], options[1], "--runId=" + runId};
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "bigquery"})
  void aRunIsRepeatedWithoutEffectAndTakenBack(String warehouse) throws Exception {
    Bench bench = bench(warehouse);
    good(bench.run(with(BOTH, "r1")));
    assertThat(
        tables(bench).query("SELECT id, raw FROM silver.things ORDER BY id"),
        is(
            List.of(
                "a|{\"k\":\"v\",\"n\":12345678901234567890.10,\"a\":[null,\"\\u00fc\"]}",
                "b|[1,{\"z\":1,\"b\":2}]",
                "c|null",
                "d|\"text\"",
                "e|true")));
    assertThat(good(bench.run(with(BOTH, "r2"))).out(), containsString("0 partitions published"));

    good(rollback(bench, "r1", "b1"));
    rows(bench).forEach((table, left) -> assertThat(table, left, is(empty())));
    good(bench.run(with(BOTH, "r3")));
    insert(bench);
    SortedMap<String, List<String>> touched = rows(bench);
    good(bench.run(with(BOTH, "r4")));
    assertThat(rows(bench), is(not(touched)));

    good(rollback(bench, "r4", "b4"));

    assertThat("what somebody wrote is there again", rows(bench), is(touched));
  }

  @Test
  void bothWarehousesHoldTheSameRows() throws Exception {
    Bench file = bench("file");
    Bench bigQuery = bench("bigquery");
    Outcome one = good(file.run(with(BOTH, "r1")));
    Outcome other = good(bigQuery.run(with(BOTH, "r1")));
    assertThat(checksums(other), is(checksums(one)));
    assertThat(rows(bigQuery), is(rows(file)));
  }

  private static Map<String, String> checksums(Outcome outcome) {
    return outcome.manifest().partitions().changes().stream()
        .collect(Collectors.toMap(c -> c.table() + "/" + c.partition(), c -> c.checksumAfter()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "bigquery"})
  void whatIsComputedOfTouchedRowsStaysTheSame(String warehouse) throws Exception {
    Bench bench = bench(warehouse);
    good(bench.run(with(BOTH, "r1")));
    List<String> gold = gold(bench);

    insert(bench);
    delete(bench);
    assertThat(good(bench.run(with(SECOND, "r2"))).out(), containsString("0 partitions published"));
    assertThat(gold(bench), is(gold));

    insert(bench);
    good(bench.run(with(SECOND, "r3")));
    assertThat("the new row is seen", gold(bench), is(not(gold)));
    good(bench.run(with(BOTH, "r4")));
    assertThat(gold(bench), is(gold));
  }
}
