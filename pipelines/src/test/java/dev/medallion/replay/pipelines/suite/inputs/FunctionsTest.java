package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions beside DuckDB's own, wherever a model has SQL. */
class FunctionsTest {
  private static final String MODEL =
      """
      model: sales
      time_zone: America/Sao_Paulo
      severities: {freshness: off}
      sources:
        ev: {path: 'ev/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {after: P3D}}
      streams:
        sale:
          shard_by: [id]
          entities:
            sale:
              from: ev
              key: [id]
              latest_by: [sold_at]
              business_time: sold_at
              fields:
                id:      {path: /id, type: string, required: true}
                sold_at: {path: /sold_at, type: timestamp, format: iso8601, required: true}
                amount:  {path: /amount, type: string}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
      tables:
        days: {layer: gold, from: {sales: {}}, sql: gold/days.sql, key: [day], partition_by: {column: day, grain: day}}
      audits:
        - {name: old, table: sales, sql: audits/old.sql, severity: warning}
      """;

  @Test
  void sqlOfAStreamOfAnAggregateAndOfAnAuditCallsThem(@TempDir Path folder) throws IOException {
    write(folder.resolve("m/model.yaml"), MODEL);
    write(
        folder.resolve("m/silver/sales.sql"),
        """
        SELECT id, CAST(sold_at AS DATE) AS day, br_number(amount) AS amount,
          day_part(sold_at) AS part, utc_text(sold_at) AS utc, utc_text(as_of()) AS seen, _event
        FROM sale
        """);
    write(
        folder.resolve("m/gold/days.sql"),
        """
        SELECT day, count(*) AS sales,
          largest_remainder(list(amount ORDER BY id), CAST(10 AS DECIMAL(18,2))) AS shares,
          whole_hours(CAST(partition_day() AS TIMESTAMP WITH TIME ZONE), as_of()) AS age
        FROM sales WHERE day = partition_day() GROUP BY day
        """);
    write(
        folder.resolve("m/audits/old.sql"),
        "SELECT id FROM sales WHERE whole_hours(CAST(day AS TIMESTAMP), CAST(as_of() AS TIMESTAMP)) > 24");
    write(
        folder.resolve("in/ev/dt=2026-02-04/a.jsonl"),
        """
        {"id":"a","sold_at":"2026-02-04T01:30:00Z","amount":"1.234,56"}
        {"id":"b","sold_at":"2026-02-03T15:00:00Z","amount":"7,5"}
        """);
    Bench bench =
        new Bench(
            folder,
            "--model=" + folder.resolve("m"),
            "--input=" + folder.resolve("in"),
            "--asOf=2026-02-05T12:00:00Z");

    Outcome outcome = bench.run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.err(), outcome.exitCode(), is(0));
    assertThat(outcome.out(), containsString("2 offending rows returned by audits/old.sql"));
    // Columns in the order of their names.
    assertThat(
        bench.tables().contents().get("silver.sales"),
        is(
            List.of(
                "1234.560000|2026-02-03|a|night|2026-02-05T12:00:00+00:00|2026-02-04T01:30:00+00:00",
                "7.500000|2026-02-03|b|afternoon|2026-02-05T12:00:00+00:00|2026-02-03T15:00:00+00:00")));
    assertThat(
        bench.tables().contents().get("gold.days"), is(List.of("57|2026-02-03|2|[9.94, 0.06]")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
