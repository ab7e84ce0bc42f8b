package dev.medallion.replay.pipelines.suite.whole;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each customer bought in all, from the sales of all days, and that beside each day's sales.
 */
class WholeOverPartitionsTest {
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
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
      tables:
        customers: {layer: gold, from: {sales: {}}, sql: gold/customers.sql, key: [customer], partition_by: {grain: none}}
        days:
          layer: gold
          from: {sales: {}, customers: {slice: 'customer IN (SELECT customer FROM sales)'}}
          sql: gold/days.sql
          key: [day, customer]
          partition_by: {column: day, grain: day}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void lay() throws IOException {
    write("m/model.yaml", MODEL);
    write("m/silver/sales.sql", "SELECT id, customer, amount, day, _event FROM sale");
    write(
        "m/gold/customers.sql",
        "SELECT customer, sum(amount)::BIGINT AS bought, count(*) AS sales FROM sales GROUP BY 1");
    write(
        "m/gold/days.sql",
        """
        SELECT s.day, s.customer, sum(s.amount)::BIGINT AS amount, max(c.bought) AS bought
        FROM sales s LEFT JOIN customers c USING (customer)
        WHERE s.day = partition_day() GROUP BY ALL
        """);
    sales("2026-02-03", "a1", "ann", 1);
    sales("2026-02-04", "b1", "bob", 2);
    sales("2026-02-05", "a2", "ann", 4);
  }

  @Test
  void howTheWindowsAreCutAndInWhichOrderTheyRunLeavesNoTrace() {
    Bench whole = bench("whole");
    good(run(whole, "2026-02-03", "2026-02-05"));
    SortedMap<String, List<String>> expected = whole.tables().contents();
    Bench cut = bench("cut");
    good(run(cut, "2026-02-05", "2026-02-05"));
    good(run(cut, "2026-02-03", "2026-02-03"));
    good(run(cut, "2026-02-04", "2026-02-04"));

    // Columns in the order of their names.
    assertThat(expected.get("gold.customers"), is(List.of("2|bob|1", "5|ann|2")));
    assertThat(
        expected.get("gold.days"),
        is(List.of("1|5|ann|2026-02-03", "2|2|bob|2026-02-04", "4|5|ann|2026-02-05")));
    assertThat(cut.tables().contents(), is(expected));
    for (String day : List.of("2026-02-03", "2026-02-04", "2026-02-05")) {
      Outcome again = run(cut, day, day);
      good(again);
      assertThat(again.out(), containsString("0 partitions published"));
    }
  }

  @Test
  void aPlanSaysWhatIsReadWhole() {
    Bench bench = bench("w");
    good(run(bench, "2026-02-03", "2026-02-04"));

    Outcome plan =
        bench.call(
            "plan",
            "--model=" + model(),
            "--input=" + folder.resolve("in"),
            "--asOf=2026-02-10T12:00:00Z",
            "--from=2026-02-05",
            "--to=2026-02-05");

    assertThat(plan.out(), containsString("sales by customers: all 3 partitions, 3 rows"));
  }

  @Test
  void aRunWhoseDaysALaterOneReadIsTakenBackAfterThatOne() {
    Bench bench = bench("w");
    good(run(bench, "2026-02-03", "2026-02-03", "--runId=r1"));
    SortedMap<String, List<String>> first = bench.tables().contents();
    good(run(bench, "2026-02-05", "2026-02-05", "--runId=r2"));
    SortedMap<String, List<String>> second = bench.tables().contents();

    Outcome refused = bench.call("rollback", "--run=r1");
    assertThat(refused.exitCode(), is(3));
    assertThat(
        refused.out(),
        containsString("customers/all, which run r2 has published since, was computed from it"));
    assertThat(bench.tables().contents(), is(second));

    good(bench.call("rollback", "--run=r2"));
    assertThat(bench.tables().contents(), is(first));
    good(bench.call("rollback", "--run=r1"));
    assertThat(bench.tables().contents().keySet().isEmpty(), is(true));
  }

  @Test
  void rowsThatSomebodyElseWroteToAnotherDayAreSeen() {
    Bench bench = bench("w");
    good(run(bench, "2026-02-03", "2026-02-04"));
    bench.writeByHand("UPDATE silver.sales SET amount = 100 WHERE id = 'b1'");

    good(run(bench, "2026-02-05", "2026-02-05"));

    assertThat(
        bench.tables().contents().get("gold.customers"), is(List.of("100|bob|1", "5|ann|2")));
  }

  @Test
  void aRunOfOtherTablesLeavesItToTheNext() {
    Bench bench = bench("w");
    good(run(bench, "2026-02-03", "2026-02-03"));
    good(run(bench, "2026-02-05", "2026-02-05", "--tables=sales"));
    assertThat(bench.tables().contents().get("gold.customers"), is(List.of("1|ann|1")));

    good(run(bench, "2026-02-04", "2026-02-04"));

    assertThat(bench.tables().contents().get("gold.customers"), is(List.of("2|bob|1", "5|ann|2")));
  }

  @Test
  void aSaleThatIsGoneIsGoneFromTheWhole() throws IOException {
    Bench bench = bench("w");
    good(run(bench, "2026-02-03", "2026-02-05"));
    write("in/sales/dt=2026-02-05/a2.jsonl", "");

    good(run(bench, "2026-02-05", "2026-02-05", "--allow=no_objects"));

    assertThat(bench.tables().contents().get("gold.customers"), is(List.of("1|ann|1", "2|bob|1")));
  }

  private void sales(String day, String id, String customer, int amount) throws IOException {
    write(
        "in/sales/dt=" + day + "/" + id + ".jsonl",
        "{\"id\":\"%s\",\"customer\":\"%s\",\"amount\":%d,\"day\":\"%s\"}\n"
            .formatted(id, customer, amount, day));
  }

  private Outcome run(Bench bench, String from, String to, String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--from=" + from;
    options[1] = "--to=" + to;
    System.arraycopy(more, 0, options, 2, more.length);
    return bench.run(options);
  }

  private Path model() {
    return folder.resolve("m");
  }

  private Bench bench(String name) {
    return new Bench(
        folder.resolve(name),
        "--model=" + model(),
        "--input=" + folder.resolve("in"),
        "--asOf=2026-02-10T12:00:00Z");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
