package dev.medallion.replay.pipelines.suite.formats;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same sales in every format give the same rows, dead letters and corrections. */
class EveryFormatTest {
  private static final List<String> JSON =
      List.of(
          "{\"id\": 1, \"amount\": 1234.56, \"sold\": \"2026-02-03T10:15:00Z\", \"note\": \"a \\\"b\\\", ü\"}",
          "{\"id\": 2, \"amount\": \"many\", \"sold\": \"2026-02-03T10:16:00Z\", \"note\": null}",
          "{\"id\": 3, \"amount\": 0.10, \"sold\": \"2026-02-03T10:17:00Z\", \"note\": \"\"}");

  private static final String CSV =
      """
      id;amount;sold;note
      1;1234.56;2026-02-03T10:15:00Z;"a ""b"", ü"
      2;many;2026-02-03T10:16:00Z;
      3;0.10;2026-02-03T10:17:00Z;""
      """;

  private static final String PARQUET =
      """
      SELECT * FROM (VALUES
        (1, '1234.56', TIMESTAMPTZ '2026-02-03 10:15:00Z', 'a "b", ü'),
        (2, 'many', TIMESTAMPTZ '2026-02-03 10:16:00Z', NULL),
        (3, '0.10', TIMESTAMPTZ '2026-02-03 10:17:00Z', '')) AS t(id, amount, sold, note)
      """;

  private static final String SALES =
      "SELECT id, amount, strftime(sold, '%H:%M'), note FROM silver.sales ORDER BY id";

  @TempDir Path folder;

  private Bench bench(String format, String options) throws Exception {
    write(
        "m/model.yaml",
        """
        model: sales
        time_zone: UTC
        limits: {dead_letter_ratio: 1.0}
        sources:
          till:
            path: dt={arrival_date:yyyy-MM-dd}/{file}.any
            format: %s%s
            arrives: {after: P1D}
        streams:
          sale:
            shard_by: [id]
            entities:
              sale:
                from: till
                key: [id]
                latest_by: [sold]
                business_time: sold
                fields:
                  id:     {path: /id, type: int64, required: true}
                  amount: {path: /amount, type: 'decimal(12,2)', required: true, coerce: true}
                  sold:   {path: /sold, type: timestamp, format: iso8601, required: true}
                  note:   {path: /note, type: string}
            tables:
              sales:
                layer: silver
                entity: sale
                sql: silver/sales.sql
                key: [id]
                partition_by: {column: day, grain: day}
        """
            .formatted(format, options)
            .getBytes(StandardCharsets.UTF_8));
    write(
        "m/silver/sales.sql",
        "SELECT id, amount, sold, note, CAST(sold AS DATE) AS day, _event FROM sale\n"
            .getBytes(StandardCharsets.UTF_8));
    return new Bench(
        folder,
        "--model=" + folder.resolve("m"),
        "--input=" + folder.resolve("in"),
        "--from=2026-02-03",
        "--to=2026-02-03",
        "--asOf=2026-06-01T00:00:00Z",
        "--progress=off");
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private byte[] object(String format) throws Exception {
    return switch (format) {
      case "jsonl" -> String.join("\n", JSON).getBytes(StandardCharsets.UTF_8);
      case "json_array" -> JSON.toString().getBytes(StandardCharsets.UTF_8);
      case "csv" -> CSV.getBytes(StandardCharsets.UTF_8);
      default -> parquet();
    };
  }

  private byte[] parquet() throws Exception {
    Path file = folder.resolve("made.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + PARQUET + ") TO '" + file + "' (FORMAT parquet)");
    }
    return Files.readAllBytes(file);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "jsonl, '', 1",
    "json_array, '', 1",
    "csv, '\n    csv: {delimiter: '';''}', 2",
    "parquet, '', 1"
  })
  void theSameSalesGiveTheSameRows(String format, String options, int position) throws Exception {
    Bench bench = bench(format, options);
    byte[] object = object(format);
    write("in/dt=2026-02-03/a.any", format.equals("csv") ? gzip(object) : object);

    Outcome first = bench.run("--runId=first");

    assertThat(first.err() + first.out(), first.exitCode(), is(0));
    assertThat(
        bench.tables().query(SALES), contains("1|1234.56|10:15|a \"b\", ü", "3|0.10|10:17|"));
    assertThat(
        bench.tables().query("SELECT code, position FROM ops.replay_dead_letters"),
        contains("BAD_TYPE|" + position));

    Path letters = folder.resolve("letters.jsonl");
    bench.redrive("--run=first", "--export=" + letters);
    Files.writeString(letters, Files.readString(letters).replace("many", "7"));
    Outcome redriven = bench.redrive("--run=first", "--corrections=" + letters, "--reason=typo");

    assertThat(redriven.err() + redriven.out(), redriven.exitCode(), is(0));
    assertThat(redriven.out(), containsString("1 repaired, 0 failed again"));
    assertThat(bench.tables().query(SALES).get(1), is("2|7.00|10:16|null"));
    assertThat(bench.run().out(), containsString("0 partitions published"));
  }
}
