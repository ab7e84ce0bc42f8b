package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Second;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A drawn model as the files of a folder. */
final class ModelText {
  private final Shape shape;

  private ModelText(Shape shape) {
    this.shape = shape;
  }

  /** Writes the folder. */
  static void write(Shape shape, Path folder) throws IOException {
    for (Map.Entry<String, String> file : files(shape).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Its files, by path. */
  static Map<String, String> files(Shape shape) {
    return new ModelText(shape).files();
  }

  private Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("model.yaml", yaml());
    for (EntityShape entity : shape.entities()) {
      if (entity.main()) {
        files.put("silver/" + entity.mainTable() + ".sql", main(entity) + "\n");
      }
      if (entity.kids()) {
        files.put("silver/" + entity.kidsTable() + ".sql", kids(entity) + "\n");
      }
    }
    for (Gold gold : shape.golds()) {
      files.put("gold/" + gold.name() + ".sql", gold.sql() + "\n");
    }
    return files;
  }

  private String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("model: any\ntime_zone: ").append(shape.zone()).append('\n');
    yaml.append("limits: {dead_letter_ratio: 1.0}\nsources:\n");
    sources().forEach(source -> yaml.append(source(source)));
    yaml.append("streams:\n");
    if (shape.oneStream()) {
      yaml.append(stream("both", shape.entities()));
    } else {
      shape.entities().forEach(e -> yaml.append(stream(e.name(), List.of(e))));
    }
    if (!shape.golds().isEmpty()) {
      yaml.append("tables:\n");
      for (Gold gold : shape.golds()) {
        yaml.append(
            "  %s: {layer: gold, from: %s, sql: gold/%1$s.sql, key: [%s], partition_by: %s}\n"
                .formatted(
                    gold.name(), gold.from(), gold.key(), cut(gold.column(), gold.grain(), false)));
      }
    }
    return yaml.toString();
  }

  Set<String> sources() {
    Set<String> sources = new LinkedHashSet<>();
    shape.entities().forEach(e -> sources.add(shape.source(e)));
    return sources;
  }

  private String source(String name) {
    String path =
        switch (shape.sources()) {
          case OWN -> name + "/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl";
          case KINDS -> name + "/kind={kind}/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl";
          case EQUAL_PATHS -> "data/dt={arrival_date:yyyy-MM-dd}/{file}.jsonl";
        };
    return """
      %s:
        path: '%s'
        format: jsonl
        arrives: {before: P%dD, after: P%dD}
    """
        .formatted(name, path, Shape.BEFORE, shape.after());
  }

  private String stream(String name, List<EntityShape> entities) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("  ").append(name).append(":\n    shard_by: [id]\n    entities:\n");
    entities.forEach(e -> yaml.append(entity(e)));
    yaml.append("    tables:\n");
    for (EntityShape entity : entities) {
      if (entity.main()) {
        yaml.append(table(entity, entity.mainTable(), "id"));
      }
      if (entity.kids()) {
        yaml.append(table(entity, entity.kidsTable(), "id, n"));
      }
    }
    return yaml.toString();
  }

  private String entity(EntityShape entity) {
    StringBuilder yaml = new StringBuilder();
    line(yaml, 6, entity.name() + ":");
    line(yaml, 8, "from: " + shape.source(entity));
    if (shape.sources() == Sources.KINDS) {
      line(yaml, 8, "where: {kind: " + entity.name() + "}");
    }
    if (entity.full()) {
      line(yaml, 8, "history: full");
    }
    line(yaml, 8, "key: [id]");
    line(
        yaml,
        8,
        "latest_by: ["
            + (entity.descending() ? "-ver" : "ver")
            + (entity.second() == Second.NONE ? "" : ", -seq")
            + "]");
    line(yaml, 8, "business_time: " + (entity.instants() ? "at" : "day"));
    line(yaml, 8, "delete_when: \"op = 'D'\"");
    line(yaml, 8, "fields:");
    line(yaml, 10, "id: {path: /id, type: string, required: true}");
    line(yaml, 10, "ver: {path: /ver, " + versionType(entity) + ", required: true}");
    if (entity.second() != Second.NONE) {
      line(yaml, 10, "seq: {path: /seq, " + secondType(entity.second()) + ", required: true}");
    }
    line(
        yaml,
        10,
        entity.instants()
            ? "at: {path: /at, type: timestamp, format: iso8601, required: true}"
            : "day: {path: /day, type: date, format: iso8601, required: true}");
    line(yaml, 10, "op: {path: /op, type: string}");
    line(yaml, 10, "val: {path: /val, type: int64}");
    line(yaml, 10, "ref: {path: /ref, type: string}");
    if (entity.kids()) {
      line(yaml, 10, "kids:");
      line(yaml, 12, "path: /kids");
      line(yaml, 12, "type: list<struct>");
      line(yaml, 12, "fields:");
      line(yaml, 14, "n: {path: /n, type: int64, required: true}");
      line(yaml, 14, "amt: {path: /amt, type: 'decimal(9,2)', required: true}");
    }
    return yaml.toString();
  }

  private static void line(StringBuilder yaml, int indent, String text) {
    yaml.append(" ".repeat(indent)).append(text).append('\n');
  }

  private static String versionType(EntityShape entity) {
    return switch (entity.type()) {
      case INT64 -> "type: int64";
      case DECIMAL -> "type: 'decimal(10,1)'";
      case DOUBLE -> "type: double";
      case STRING -> "type: string";
      case DATE -> "type: date, format: iso8601";
      case TIMESTAMP -> "type: timestamp, format: iso8601";
    };
  }

  private static String secondType(Second second) {
    return switch (second) {
      case NONE -> throw new AssertionError();
      case STRING_DOWN -> "type: string";
      case DECIMAL_DOWN -> "type: 'decimal(10,1)'";
      case INT64_DOWN -> "type: int64";
      case DATE_DOWN -> "type: date, format: iso8601";
    };
  }

  private static String table(EntityShape entity, String name, String key) {
    return "      %s: {layer: silver, entity: %s, sql: silver/%1$s.sql, key: [%s], partition_by: %s}\n"
        .formatted(name, entity.name(), key, cut("day", entity.grain(), entity.stable()));
  }

  private static String cut(String column, Grain grain, boolean stable) {
    String name = grain.name().toLowerCase(Locale.ROOT);
    return grain == Grain.NONE
        ? "{grain: none}"
        : "{column: %s, grain: %s%s}".formatted(column, name, stable ? ", stable: true" : "");
  }

  private String main(EntityShape entity) {
    String day = (entity.instants() ? "CAST(t.at AS DATE)" : "t.day") + " AS day";
    String columns = "t.id, " + day + ", t.val, t.ref";
    String from = " FROM " + entity.name() + " t";
    String filter = entity.filters() ? " WHERE t.val >= 0" : "";
    return switch (entity.rogue()) {
      case NONE -> "SELECT " + columns + ", t._event" + from + filter;
      case WINDOW ->
          "SELECT "
              + columns
              + ", count(*) OVER (PARTITION BY "
              + day.replace(" AS day", "")
              + ") AS extra, t._event"
              + from
              + filter;
      case OTHER_KEY ->
          "SELECT "
              + columns
              + ", o.val AS extra, t._event"
              + from
              + " LEFT JOIN "
              + entity.name()
              + " o ON o.id = t.ref"
              + filter;
      case OTHER_ENTITY ->
          "SELECT "
              + columns
              + ", o.val AS extra, t._event"
              + from
              + " LEFT JOIN "
              + shape.other(entity).orElseThrow().name()
              + " o ON o.id = t.id"
              + filter;
    };
  }

  private static String kids(EntityShape entity) {
    String day = (entity.instants() ? "CAST(t.at AS DATE)" : "t.day") + " AS day";
    return "SELECT t.id, t.kids[i.i].n AS n, t.kids[i.i].amt AS amt, "
        + day
        + ", t._event FROM "
        + entity.name()
        + " t, unnest(range(1, len(t.kids) + 1)) AS i(i)";
  }
}
