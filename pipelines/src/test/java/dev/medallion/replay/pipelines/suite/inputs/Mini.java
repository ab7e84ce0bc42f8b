package dev.medallion.replay.pipelines.suite.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small model and its lake, warehouse and runs. Every entity has a source, a stream and a silver
 * table of its own, and the fields id, ver, day, val and ref.
 */
final class Mini {
  private final Path folder;
  private final Bench bench;
  private final StringBuilder sources = new StringBuilder();
  private final StringBuilder streams = new StringBuilder();
  private final StringBuilder tables = new StringBuilder();

  Mini(Path folder) {
    this.folder = folder;
    this.bench =
        new Bench(
            folder,
            "--model=" + folder.resolve("m"),
            "--input=" + folder.resolve("in"),
            "--asOf=2026-06-01T00:00:00Z",
            "--progress=off");
  }

  /** Things by day, and gold that shows of the whole table of customers those that a day names. */
  static Mini sliced(Path folder) {
    return new Mini(folder)
        .silver("things", "day")
        .silver("customers", "none")
        .gold(
            "fct",
            "{things: {}, customers: {slice: 'id IN (SELECT ref FROM things)'}}",
            "id",
            "day",
            "day",
            "SELECT t.id, t.day, c.ref FROM things t LEFT JOIN customers c ON c.id = t.ref"
                + " WHERE t.day = partition_day()");
  }

  /** An entity {@code e_<table>}, and its silver table, cut by this grain. */
  Mini silver(String table, String grain, String... more) {
    sources.append(
        """
          %1$s:
            path: '%1$s/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl'
            format: jsonl
            arrives: {before: P1D, after: P3D}
        """
            .formatted(table));
    String whole = grain.equals("none") ? "history: full" : "";
    String cut = grain.equals("none") ? "{grain: none}" : "{column: day, grain: " + grain + "}";
    streams.append(
        """
          %1$s:
            shard_by: [id]
            entities:
              e_%1$s:
                from: %1$s
                %2$s
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
                  ref: {path: /ref, type: string}
            tables:
              %1$s: {layer: silver, entity: e_%1$s, sql: silver/%1$s.sql, key: [id], partition_by: %3$s%4$s}
        """
            .formatted(
                table,
                whole,
                cut,
                Arrays.stream(more).map(m -> ", " + m).collect(Collectors.joining())));
    return sql("silver/" + table, "SELECT id, day, val, ref, _event FROM e_" + table);
  }

  /** Another SQL of a silver table. */
  Mini silverSql(String table, String sql) {
    return sql("silver/" + table, sql);
  }

  /** A gold table. */
  Mini gold(
      String table,
      String from,
      String key,
      String column,
      String grain,
      String sql,
      String... more) {
    tables.append(
        "  %1$s: {layer: gold, from: %2$s, sql: gold/%1$s.sql, key: [%3$s], partition_by: {column: %4$s, grain: %5$s}%6$s}\n"
            .formatted(
                table,
                from,
                key,
                column,
                grain,
                Arrays.stream(more).map(m -> ", " + m).collect(Collectors.joining())));
    return sql("gold/" + table, sql);
  }

  /** A record of an entity on a day, of this version and value, that refers to another. */
  Mini put(String table, String arrived, String id, String day, int ver, int val, String ref) {
    return line(
        table,
        arrived,
        "{'id':'%s','ver':%d,'day':'%s','val':%d,'ref':'%s'}".formatted(id, ver, day, val, ref));
  }

  /** One that arrives on its day, of version 1. */
  Mini put(String table, String id, String day, int val) {
    return put(table, day, id, day, 1, val, "nobody");
  }

  /** The end of an entity. */
  Mini delete(String table, String arrived, String id, String day, int ver) {
    return line(table, arrived, "{'id':'%s','ver':%d,'day':'%s','op':'D'}".formatted(id, ver, day));
  }

  private Mini line(String table, String arrived, String json) {
    return write(
        "in/" + table + "/dt=" + arrived + "/a.jsonl", json.replace('\'', '"') + "\n", true);
  }

  private Mini sql(String name, String sql) {
    return write("m/" + name + ".sql", sql + "\n", false);
  }

  private Mini write(String path, String text, boolean append) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          text,
          StandardOpenOption.CREATE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run that has to publish. */
  Outcome run(String from, String to, String... options) {
    return ended(0, from, to, options);
  }

  /** A run that an audit has to block. */
  Outcome blocked(String from, String to, String... options) {
    return ended(3, from, to, options);
  }

  /** A good plan of a day, kept under an id. */
  void keepPlan(String id, String day) {
    writeModel();
    Outcome outcome = bench.plan("--from=" + day, "--to=" + day, "--out", "--runId=" + id);
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }

  private void writeModel() {
    write(
        "m/model.yaml",
        "model: mini\ntime_zone: UTC\nlimits: {dead_letter_ratio: 1.0}\nseverities: {row_drop: off, no_objects: off}\n"
            + "sources:\n"
            + sources
            + "streams:\n"
            + streams
            + (tables.isEmpty() ? "" : "tables:\n" + tables),
        false);
  }

  private Outcome ended(int code, String from, String to, String... options) {
    writeModel();
    Outcome outcome =
        bench.run(
            Stream.concat(Stream.of("--from=" + from, "--to=" + to), Arrays.stream(options))
                .toArray(String[]::new));
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(code));
    return outcome;
  }

  Bench bench() {
    return bench;
  }

  List<String> query(String sql) {
    return bench.tables().query(sql);
  }

  static List<String> blocking(Outcome outcome) {
    return outcome.manifest().findings().stream()
        .filter(Finding::blocks)
        .map(f -> f.audit() + ":" + f.place())
        .sorted()
        .toList();
  }

  static String completeness(Outcome outcome, String table, String partition) {
    return outcome.manifest().partitions().changes().stream()
        .filter(c -> c.table().equals(table) && c.partition().equals(partition))
        .map(PartitionChange::completeness)
        .findFirst()
        .orElse("not in the receipt");
  }
}
