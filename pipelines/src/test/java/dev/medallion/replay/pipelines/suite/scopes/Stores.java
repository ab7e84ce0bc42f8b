package dev.medallion.replay.pipelines.suite.scopes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.pipelines.suite.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model of the sales of several stores, which share the tables {@code silver.sales}, {@code
 * silver.lines} (the lines of a sale) and {@code gold.days} (what all stores sold on a day and on
 * the day before it). Objects arrive from the day of a sale to three days after it.
 */
final class Stores {
  static final String ONE = "2026-02-01";
  static final String TWO = "2026-02-02";
  static final String THREE = "2026-02-03";

  private static final String MODEL =
      """
      model: stores
      time_zone: UTC
      limits: {dead_letter_ratio: 1.0, row_drop_rows: 100}
      severities: {day_without_objects: off, freshness: off}
      sources:
        tills:
          path: 'tills/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl'
          format: jsonl
          arrives: {before: P1D, after: P3D}
      streams:
        sale:
          shard_by: [store, id]
          scope: {column: store}
          entities:
            sale:
              from: tills
              key: [store, id]
              latest_by: [ver]
              business_time: day
              delete_when: "op = 'D'"
              fields:
                store: {path: /store, type: string, required: true}
                id:    {path: /id, type: string, required: true}
                ver:   {path: /ver, type: int64, required: true}
                day:   {path: /day, type: date, format: iso8601, required: true}
                op:    {path: /op, type: string}
                val:   {path: /val, type: int64}
                note:  {path: /note, type: json}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [store, id],
              partition_by: {column: day, grain: day}}
            lines: {layer: silver, entity: sale, sql: silver/lines.sql, key: [store, id, line],
              partition_by: {column: day, grain: day}}
      tables:
        days: {layer: gold, from: {sales: {lookback: P1D}}, sql: gold/days.sql, key: [day],
          partition_by: {column: day, grain: day}}
      """;

  private final Path folder;
  private final Path model;
  private final Lake lake;
  private final Bench bench;
  private int files;

  private Stores(Path folder) {
    this(folder, folder.resolve("model"), Lake.in(folder.resolve("lake")));
  }

  private Stores(Path folder, Path model, Lake lake) {
    this.folder = folder;
    this.model = model;
    this.lake = lake;
    this.bench =
        new Bench(
            folder,
            "--model=" + model,
            "--input=" + lake.root(),
            "--asOf=2026-06-01T00:00:00Z",
            "--progress=off");
  }

  static Stores in(Path folder) {
    return new Stores(folder)
        .write("model.yaml", MODEL)
        .write("silver/sales.sql", "SELECT store, id, day, val, note, _event FROM sale")
        .write(
            "silver/lines.sql",
            "SELECT store, id, day, unnest(range(1, val + 1)) AS line, _event FROM sale")
        .write(
            "gold/days.sql",
            "SELECT partition_day() AS day, count(*) FILTER (day = partition_day()) AS sales,"
                + " CAST(sum(val) AS BIGINT) AS total FROM sales GROUP BY ALL");
  }

  /** Another warehouse for the same model and the same objects. */
  Stores beside(String name) {
    try {
      return new Stores(Files.createDirectories(folder.resolve(name)), model, lake);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces text of the model, which has to be in it. */
  Stores change(String what, String by) {
    String yaml = read("model.yaml");
    assertThat("the model holds " + what, yaml.contains(what), is(true));
    return write("model.yaml", yaml.replace(what, by));
  }

  Stores write(String file, String text) {
    try {
      Files.createDirectories(model.resolve(file).getParent());
      Files.writeString(model.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(model.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object that arrived on a day, with these versions. */
  Stores arrive(String arrival, String... versions) {
    return arriveAs(arrival, "f" + files++, versions);
  }

  /** The same under a name. */
  Stores arriveAs(String arrival, String name, String... versions) {
    lake.put(
        "tills/dt=%s/%s.jsonl".formatted(arrival, name),
        Stream.of(versions).map(v -> v + "\n").collect(Collectors.joining()));
    return this;
  }

  /** An object goes. */
  Stores vanish(String arrival, String name) {
    lake.delete("tills/dt=%s/%s.jsonl".formatted(arrival, name));
    return this;
  }

  /** A version of a sale. */
  static String sale(String store, String id, int version, String day, int value) {
    return "{\"store\":\"%s\",\"id\":\"%s\",\"ver\":%d,\"day\":\"%s\",\"val\":%d,\"note\":{ \"v\": %d.0 }}"
        .formatted(store, id, version, day, value, value);
  }

  /** A tombstone that names no day. */
  static String deleted(String store, String id, int version) {
    return "{\"store\":\"%s\",\"id\":\"%s\",\"ver\":%d,\"op\":\"D\"}".formatted(store, id, version);
  }

  Bench bench() {
    return bench;
  }

  /** A run that is to be good. */
  Outcome run(String from, String to, String... options) {
    Outcome outcome = tryToRun(from, to, options);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    return outcome;
  }

  Outcome tryToRun(String from, String to, String... options) {
    return bench.run(
        Stream.concat(Stream.of("--from=" + from, "--to=" + to), Stream.of(options))
            .toArray(String[]::new));
  }

  /** What blocks a run; it leaves all tables as they were. */
  List<String> blocked(String from, String to, String... options) {
    List<String> before = everything("");
    Outcome outcome = tryToRun(from, to, options);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(3));
    assertThat(everything(""), is(before));
    return outcome.manifest().findings().stream()
        .filter(f -> f.blocks())
        .map(f -> f.audit() + " " + f.place())
        .sorted()
        .toList();
  }

  /** Each row of {@code silver.sales} as {@code store id day value}. */
  List<String> sales() {
    return query("SELECT store || ' ' || id || ' ' || day || ' ' || val FROM silver.sales");
  }

  /** Each row of {@code gold.days} as {@code day sales total}. */
  List<String> days() {
    return query("SELECT day || ' ' || sales || ' ' || total FROM gold.days");
  }

  /** All columns of all rows of a store in silver, hidden ones too; of all stores with "". */
  List<String> everything(String store) {
    return Stream.of("sales", "lines")
        .filter(
            t ->
                !bench
                    .tables()
                    .query("SELECT 1 FROM duckdb_tables() WHERE table_name = '" + t + "'")
                    .isEmpty())
        .flatMap(
            t ->
                query(
                    "SELECT '"
                        + t
                        + "' || CAST(x AS VARCHAR) FROM silver."
                        + t
                        + " x WHERE '"
                        + store
                        + "' IN ('', store)")
                    .stream())
        .toList();
  }

  List<String> query(String sql) {
    return bench.tables().query(sql).stream().sorted().toList();
  }
}
