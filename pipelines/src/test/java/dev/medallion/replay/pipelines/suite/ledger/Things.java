package dev.medallion.replay.pipelines.suite.ledger;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model of one entity, {@code thing}, with versions that name a day, and a table {@code
 * silver.things} cut by it; small enough to be bent by a test. Its objects arrive from a day before
 * the business day to three days after it.
 */
final class Things {
  private static final String MODEL =
      """
      model: things
      time_zone: UTC
      limits: {dead_letter_ratio: 1.0, row_drop_rows: 100}
      severities: {day_without_objects: off, freshness: off, row_drop: warning}
      sources:
        ev:
          path: 'ev/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl'
          format: jsonl
          arrives: {before: P1D, after: P3D}
      streams:
        thing:
          shard_by: [id]
          entities:
            thing:
              from: ev
              key: [id]
              latest_by: [ver]
              business_time: day
              delete_when: "op = 'D'"
              fields:
                id:  {path: /id, type: string, required: true}
                ver: {path: /ver, type: int64, required: true}
                day: {path: /day, type: date, format: iso8601, required: true}
                op:  {path: /op, type: string}
                val: {path: /val, type: int64}
                parts: {path: /parts, type: list<struct>, fields: {no: {path: /no, type: int64, required: true}}}
          tables:
            things: {layer: silver, entity: thing, sql: silver/things.sql, key: [id],
              partition_by: {column: day, grain: day}}
      """;

  private final Path model;
  private final Lake lake;
  private final Bench bench;
  private int files;

  private Things(Path folder, Path model) {
    this.model = model;
    this.lake = Lake.in(folder.resolve("lake"));
    this.bench =
        new Bench(
            folder, "--model=" + model, "--input=" + lake.root(), "--asOf=2026-06-01T00:00:00Z");
  }

  static Things in(Path folder) {
    Things things = new Things(folder, folder.resolve("model"));
    things.write("model.yaml", MODEL);
    return things.sql("SELECT id, day, val, _event FROM thing");
  }

  /** Replaces text of the model, which has to be in it. */
  Things change(String what, String by) {
    try {
      String yaml = Files.readString(model.resolve("model.yaml"));
      assertThat("the model holds " + what, yaml.contains(what), is(true));
      return write("model.yaml", yaml.replace(what, by));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The SQL of {@code silver.things}. */
  Things sql(String sql) {
    return write("silver/things.sql", sql);
  }

  /** One more table of the entity. */
  Things table(String name, String key, String grain, String sql) {
    return change(
            "    tables:\n",
            "    tables:\n      %s: {layer: silver, entity: thing, sql: silver/%s.sql, key: [%s], partition_by: %s}\n"
                .formatted(
                    name,
                    name,
                    key,
                    grain.equals("none") ? "{grain: none}" : "{column: day, grain: " + grain + "}"))
        .write("silver/" + name + ".sql", sql);
  }

  /** A gold table, cut by day, of what {@code things} holds. */
  Things gold(String name, String sql) {
    return append(
            """
            tables:
              %1$s: {layer: gold, from: {things: {}}, sql: gold/%1$s.sql, key: [day],
                partition_by: {column: day, grain: day}}
            """
                .formatted(name))
        .goldSql(name, sql);
  }

  /** The SQL of a gold table. */
  Things goldSql(String name, String sql) {
    return write("gold/" + name + ".sql", sql);
  }

  private Things append(String yaml) {
    try {
      return write("model.yaml", Files.readString(model.resolve("model.yaml")) + yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Things write(String file, String text) {
    try {
      Files.createDirectories(model.resolve(file).getParent());
      Files.writeString(model.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object that arrived on a day, with these versions. */
  Things arrive(String arrival, String... versions) {
    return arriveAs(arrival, "f" + files++, versions);
  }

  /** The same under a name. */
  Things arriveAs(String arrival, String name, String... versions) {
    lake.put(
        "ev/dt=%s/%s.jsonl".formatted(arrival, name),
        Stream.of(versions).map(v -> v + "\n").collect(Collectors.joining()));
    return this;
  }

  /** An object whose gzip data ends in its header. */
  Things breakOff(String arrival, String name) {
    lake.put(
        "ev/dt=%s/%s.jsonl".formatted(arrival, name), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
    return this;
  }

  /** An object goes. */
  Things vanish(String arrival, String name) {
    lake.delete("ev/dt=%s/%s.jsonl".formatted(arrival, name));
    return this;
  }

  /** A version with a value. */
  static String version(String id, int version, String day, int value) {
    return "{\"id\":\"%s\",\"ver\":%d,\"day\":\"%s\",\"val\":%d}"
        .formatted(id, version, day, value);
  }

  /** A version with parts numbered from 1. */
  static String parts(String id, int version, String day, int parts) {
    return "{\"id\":\"%s\",\"ver\":%d,\"day\":\"%s\",\"parts\":[%s]}"
        .formatted(
            id,
            version,
            day,
            IntStream.rangeClosed(1, parts)
                .mapToObj(n -> "{\"no\":" + n + "}")
                .collect(Collectors.joining(",")));
  }

  /** A tombstone. */
  static String deleted(String id, int version, String day) {
    return "{\"id\":\"%s\",\"ver\":%d,\"day\":\"%s\",\"op\":\"D\"}".formatted(id, version, day);
  }

  /** A tombstone that names no day. */
  static String deleted(String id, int version) {
    return "{\"id\":\"%s\",\"ver\":%d,\"op\":\"D\"}".formatted(id, version);
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

  /** A run that an audit is to block; it leaves the rows as they were. */
  List<String> blocked(String from, String to, String... options) {
    List<String> before = rows();
    Outcome outcome = tryToRun(from, to, options);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(3));
    assertThat(rows(), is(before));
    return outcome.manifest().findings().stream()
        .filter(f -> f.blocks())
        .map(f -> f.audit() + " " + f.place())
        .sorted()
        .toList();
  }

  Outcome tryToRun(String from, String to, String... options) {
    return bench.run(
        Stream.concat(Stream.of("--from=" + from, "--to=" + to), Stream.of(options))
            .toArray(String[]::new));
  }

  /** Plans, and keeps the plan under an id. */
  void keepPlan(String id, String from, String to, String... options) {
    Outcome outcome =
        bench.plan(
            Stream.concat(
                    Stream.of("--from=" + from, "--to=" + to, "--out", "--runId=" + id),
                    Stream.of(options))
                .toArray(String[]::new));
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  /** Each row of {@code silver.things} as {@code id day}; none where there is no such table. */
  List<String> rows() {
    boolean published =
        !query("SELECT 1 FROM duckdb_tables() WHERE table_name = 'things'").isEmpty();
    return !published ? List.of() : query("SELECT id || ' ' || day FROM silver.things ORDER BY 1");
  }

  List<String> query(String sql) {
    return !bench.isFile() || Files.exists(bench.warehouse())
        ? bench.tables().query(sql)
        : List.of();
  }
}
