package dev.medallion.replay.pipelines.suite.window;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.bigqueryserver.BigQueryServer;
import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.PublishedRows;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryElsewhere;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables cut by quarters: one of a stream, and what each customer bought in a quarter. */
class QuarterTest {
  private static final String MODEL =
      """
      model: sales
      time_zone: UTC
      severities: {freshness: off, day_without_objects: off, row_drop: off, baseline: off}
      sources:
        sales: {path: 'sales/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {after: P1D}}
      streams:
        sale:
          shard_by: [id]
          entities:
            sale:
              from: sales
              key: [id]
              latest_by: [ver]
              business_time: day
              fields:
                id:       {path: /id, type: string, required: true}
                ver:      {path: /ver, type: int64, default: 0}
                customer: {path: /customer, type: string, required: true}
                amount:   {path: /amount, type: int64, required: true}
                day:      {path: /day, type: date, format: iso8601, required: true}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: quarter, grain: quarter}}
      tables:
        customers:
          layer: gold
          from: {sales: {}}
          sql: gold/customers.sql
          key: [quarter, customer]
          partition_by: {column: quarter, grain: quarter}
      """;

  @TempDir private Path folder;
  private Lake model;
  private Lake lake;

  @BeforeEach
  void lay() {
    model =
        Lake.in(folder.resolve("m"))
            .put("model.yaml", MODEL)
            .put(
                "silver/sales.sql",
                "SELECT id, customer, amount, day, date_trunc('quarter', day)::DATE AS quarter, _event"
                    + " FROM sale")
            .put(
                "gold/customers.sql",
                "SELECT quarter, customer, sum(amount)::BIGINT AS bought FROM sales"
                    + " WHERE quarter = partition_day() GROUP BY ALL");
    lake = Lake.in(folder.resolve("in"));
    sale("2025-12-31", "a0", "ann", 1);
    sale("2026-01-01", "a1", "ann", 2);
    sale("2026-02-03", "b1", "bob", 4);
    sale("2026-03-31", "a2", "ann", 8);
    sale("2026-04-01", "a3", "ann", 16);
  }

  private void sale(String day, String id, String customer, int amount) {
    lake.put(
        "sales/dt=" + day + "/" + id + ".jsonl",
        "{\"id\":\"%s\",\"customer\":\"%s\",\"amount\":%d,\"day\":\"%s\"}\n"
            .formatted(id, customer, amount, day));
  }

  private Bench bench(String name) {
    return new Bench(
        folder.resolve(name),
        "--model=" + model.root(),
        "--input=" + lake.root(),
        "--asOf=2026-07-10T12:00:00Z");
  }

  private static Outcome run(Bench bench, String from, String to, String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--from=" + from;
    options[1] = "--to=" + to;
    System.arraycopy(more, 0, options, 2, more.length);
    return bench.run(options);
  }

  private static Outcome good(Outcome outcome) {
    assertThat(outcome.out() + outcome.err(), outcome.exitCode(), is(0));
    return outcome;
  }

  @Test
  void aDayIsWidenedToItsQuarterAndOtherQuartersStay() {
    Bench bench = bench("w");
    Outcome first = good(run(bench, "2026-02-03", "2026-02-03"));

    assertThat(first.out(), containsString("2026-01-01"));
    assertThat(
        bench.tables().query("SELECT * FROM gold.customers ORDER BY ALL"),
        is(List.of("2026-01-01|ann|10", "2026-01-01|bob|4")));
    good(run(bench, "2025-12-01", "2026-04-01"));
    assertThat(
        bench.tables().query("SELECT * FROM gold.customers ORDER BY ALL"),
        is(
            List.of(
                "2025-10-01|ann|1", "2026-01-01|ann|10", "2026-01-01|bob|4", "2026-04-01|ann|16")));
    assertThat(
        bench.tables().query("SELECT id, quarter FROM silver.sales ORDER BY ALL"),
        is(
            List.of(
                "a0|2025-10-01",
                "a1|2026-01-01",
                "a2|2026-01-01",
                "a3|2026-04-01",
                "b1|2026-01-01")));
  }

  @Test
  void aChangedQuarterIsReplacedAndTakenBackByItself() {
    Bench bench = bench("w");
    good(run(bench, "2025-12-31", "2026-04-01", "--runId=r1"));
    SortedMap<String, List<String>> before = bench.tables().contents();
    sale("2026-02-03", "b1", "bob", 5);
    sale("2026-03-30", "c1", "cid", 32);

    Outcome second = good(run(bench, "2026-03-30", "2026-03-30", "--runId=r2"));

    assertThat(
        bench.tables().query("SELECT * FROM gold.customers ORDER BY ALL"),
        is(
            List.of(
                "2025-10-01|ann|1",
                "2026-01-01|ann|10",
                "2026-01-01|bob|5",
                "2026-01-01|cid|32",
                "2026-04-01|ann|16")));
    assertThat(
        second.manifest().partitions().changes().stream()
            .map(c -> c.table() + "/" + c.partition())
            .toList(),
        hasItems("silver.sales/2026-Q1", "gold.customers/2026-Q1"));
    good(bench.call("rollback", "--run=r2"));
    assertThat(bench.tables().contents(), is(before));
  }

  @Test
  void aRowThatIsNotOnTheFirstDayIsRefusedWithWhatToDo() {
    model.put(
        "silver/sales.sql", "SELECT id, customer, amount, day, day AS quarter, _event FROM sale");

    Outcome outcome = run(bench("w"), "2026-02-03", "2026-02-03");

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.err() + outcome.out(),
        containsString(
            "silver/sales.sql: quarter is 2026-02-03, 2026-03-31, but in a table of grain quarter it"
                + " must be the quarter's first day."));
  }

  @Test
  void soIsOneOfATableOfTables() {
    model.put(
        "gold/customers.sql",
        "SELECT quarter + 1 AS quarter, customer, sum(amount)::BIGINT AS bought FROM sales"
            + " WHERE quarter = partition_day() GROUP BY ALL");

    Outcome outcome = run(bench("w"), "2026-02-03", "2026-02-03");

    assertThat(outcome.exitCode(), is(1));
    assertThat(
        outcome.err() + outcome.out(),
        containsString(
            "gold/customers.sql: quarter is 2026-01-02, but in a table of grain quarter it must"));
  }

  @Test
  void aTableOfMonthsDoesNotBecomeOneOfQuarters() {
    Bench bench = bench("w");
    model.put("model.yaml", MODEL.replace("grain: quarter", "grain: month"));
    model.put(
        "silver/sales.sql",
        "SELECT id, customer, amount, day, date_trunc('month', day)::DATE AS quarter, _event"
            + " FROM sale");
    good(run(bench, "2026-02-03", "2026-02-03"));
    lay();

    Outcome outcome = run(bench, "2026-02-03", "2026-02-03");

    assertThat(outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString("grain month, not quarter"));
  }

  @Test
  void bigQueryKeepsAQuarterInThePartitionOfItsFirstMonth() throws Exception {
    try (BigQueryServer server = BigQueryServer.start()) {
      BigQueryElsewhere.serve(server.endpoint());
      String address = "bigquery:a-project.quarters";
      String state = folder.resolve("state").toString();
      Bench embedded = bench("w");
      Bench bench = embedded.publishingTo(address, state);
      good(run(embedded, "2025-12-01", "2026-04-01"));

      good(run(bench, "2026-02-03", "2026-02-03", "--runId=r1"));
      good(run(bench, "2025-12-01", "2026-04-01", "--runId=r2"));

      assertThat(rows(address, state), is(embedded.tables().contents()));
      Outcome again = good(run(bench, "2026-01-01", "2026-03-31", "--runId=r3"));
      assertThat(again.out(), containsString("0 partitions published"));

      sale("2026-02-03", "b1", "bob", 5);
      good(run(bench, "2026-02-03", "2026-02-03", "--runId=r4"));
      SortedMap<String, List<String>> replaced = rows(address, state);
      good(run(embedded, "2026-02-03", "2026-02-03"));
      assertThat(replaced, is(embedded.tables().contents()));

      good(bench.call("rollback", "--run=r4", "--runId=no-r4", "--state=" + state));
      assertThat(rows(address, state).get("gold.customers").contains("4|bob|2026-01-01"), is(true));
    } finally {
      BigQueryElsewhere.serve("");
    }
  }

  private SortedMap<String, List<String>> rows(String address, String state) throws Exception {
    return PublishedRows.of(address, Address.parse(state), folder).contents();
  }
}
