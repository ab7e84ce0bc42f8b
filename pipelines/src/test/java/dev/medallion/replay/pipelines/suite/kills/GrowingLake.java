package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Lake;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Sales of two days and their customers, for which more arrives again and again; with a model of a
 * table by day, a table that is one, and a gold table that reads both.
 */
final class GrowingLake {
  private static final String MODEL =
      """
      model: growing
      time_zone: UTC
      limits: {dead_letter_ratio: 1.0}
      severities: {row_drop: off, no_objects: off}
      sources:
        sales: {path: 'sales/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {before: P1D, after: P3D}}
        people: {path: 'people/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl', format: jsonl, arrives: {before: P1D, after: P3D}}
      streams:
        all:
          shard_by: [id]
          entities:
            sale:
              from: sales
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
                who: {path: /who, type: string}
            person:
              from: people
              history: full
              key: [id]
              latest_by: [ver]
              business_time: day
              fields:
                id:  {path: /id, type: string, required: true}
                ver: {path: /ver, type: int64, required: true}
                day: {path: /day, type: date, format: iso8601, required: true}
                val: {path: /val, type: int64}
          tables:
            sales: {layer: silver, entity: sale, sql: silver/sales.sql, key: [id], partition_by: {column: day, grain: day}}
            people: {layer: silver, entity: person, sql: silver/people.sql, key: [id], partition_by: {grain: none}}
      tables:
        totals: {layer: gold, from: {sales: {}, people: {slice: 'id IN (SELECT who FROM sales)'}}, sql: gold/totals.sql, key: [day, who], partition_by: {column: day, grain: day}}
      """;

  private static final List<String> DAYS = List.of("2026-02-03", "2026-02-04");

  private final Lake lake;
  private final Path model;
  private int versions;

  GrowingLake(Path folder) {
    this.lake = Lake.in(folder.resolve("lake"));
    this.model = folder.resolve("model");
    Lake.in(model)
        .put("model.yaml", MODEL)
        .put("silver/sales.sql", "SELECT id, day, val, who, _event FROM sale")
        .put("silver/people.sql", "SELECT id, val, _event FROM person")
        .put(
            "gold/totals.sql",
            """
            SELECT s.day, s.who, CAST(sum(s.val) AS BIGINT) AS val, max(p.val) AS rank
            FROM sales s LEFT JOIN people p ON p.id = s.who
            WHERE s.day = partition_day() GROUP BY s.day, s.who""");
    for (String day : DAYS) {
      put("sales", sale("s-" + day, day, "anna"), sale("t-" + day, day, "ben"));
    }
    put("people", person("anna"), person("ben"));
  }

  Path root() {
    return lake.root();
  }

  /** A bench for the two days, long after everything arrived. */
  Bench bench(Path folder) {
    return new Bench(
        folder,
        "--model=" + model,
        "--input=" + root(),
        "--from=" + DAYS.get(0),
        "--to=" + DAYS.get(1),
        "--asOf=2026-06-01T00:00:00Z",
        "--shards=1",
        "--progress=off");
  }

  /** The paths of its objects. */
  List<String> objects() {
    return lake.objects();
  }

  /** More, drawn: sales change, move, end, come anew or have no id, and people change. */
  void grow(Random random) {
    String day = DAYS.get(random.nextInt(DAYS.size()));
    String id = random.nextInt(3) == 0 ? "new-" + versions : "s-" + DAYS.get(random.nextInt(2));
    String who = List.of("anna", "ben", "nobody").get(random.nextInt(3));
    String sale = sale(id, day, who);
    switch (random.nextInt(4)) {
      case 0 -> put("sales", sale, "{\"ver\": 1}");
      case 1 -> put("sales", sale.replace("\"val\"", "\"op\": \"D\", \"val\""));
      default -> put("sales", sale);
    }
    if (random.nextInt(3) == 0) {
      put("people", person(who));
    }
  }

  private void put(String source, String... records) {
    lake.put(
        String.format(Locale.ROOT, "%s/dt=2026-02-04/%05d.jsonl", source, versions),
        String.join("\n", records) + "\n");
  }

  private String sale(String id, String day, String who) {
    versions++;
    return """
    {"id": "%s", "ver": %d, "day": "%s", "val": %d, "who": "%s"}"""
        .formatted(id, versions, day, 100 + versions, who);
  }

  private String person(String id) {
    versions++;
    return """
    {"id": "%s", "ver": %d, "day": "2026-02-03", "val": %d}"""
        .formatted(id, versions, versions);
  }
}
