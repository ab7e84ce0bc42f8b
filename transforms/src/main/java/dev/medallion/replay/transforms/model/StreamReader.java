package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.Draft.DraftTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a stream: its entities, and the tables made of them. */
final class StreamReader {
  private final Draft draft;
  private final String name;
  private final YamlMapping block;
  private final Map<String, Entity> entities = new LinkedHashMap<>();

  StreamReader(Draft draft, String name, YamlMapping block) {
    this.draft = draft;
    this.name = name;
    this.block = block;
  }

  /** Before any table is read: tables of other streams may be named. */
  StreamReader readEntities() {
    block
        .named("entities", Section.ENTITY, "entity")
        .forEach(
            (entity, b) ->
                EntityReader.read(draft, entity, b)
                    .ifPresent(
                        e -> {
                          checkShard(e, b);
                          checkParts(e, b);
                          checkOverlaps(e, b);
                          entities.put(entity, e);
                          draft.entities.putIfAbsent(entity, e);
                        }));
    if (block.has("entities") && block.nodes("entities").isEmpty()) {
      block.problem("entities", "there are no entities", "Declare at least one.");
    }
    return this;
  }

  Optional<EventStream> readTables() {
    List<String> shardBy = block.texts("shard_by").stream().map(YamlMapping.Item::text).toList();
    Map<EntityTable, YamlMapping> tables = new LinkedHashMap<>();
    block
        .named("tables", Section.ENTITY_TABLE, "table")
        .forEach((table, b) -> read(table, b, shardBy).ifPresent(t -> tables.put(t, b)));
    EventStream stream =
        new EventStream(
            name,
            shardBy,
            scope(shardBy),
            List.copyOf(entities.values()),
            List.copyOf(tables.keySet()));
    tables.forEach(
        (t, b) ->
            draft.tables.putIfAbsent(t.name(), new DraftTable(t, b, relations(), stream.scope())));
    return shardBy.isEmpty() || entities.isEmpty() ? Optional.empty() : Optional.of(stream);
  }

  /**
   * What a scope is named by never changes for an entity: it is part of its key. That also makes it
   * part of the key of each table, so that its SQL selects it.
   */
  private Optional<String> scope(List<String> shardBy) {
    Optional<YamlMapping> inner = block.block("scope", Section.SCOPE);
    Optional<String> column = inner.flatMap(b -> b.text("column"));
    if (column.isEmpty()) {
      return Optional.empty();
    }
    if (!shardBy.contains(column.get())) {
      inner
          .get()
          .problem(
              "column",
              column.get()
                  + " is not in the shard_by of stream "
                  + name
                  + ", so an entity could change its scope",
              shardBy.isEmpty()
                  ? "Add it to shard_by and to every key."
                  : "Use "
                      + String.join(" or ", shardBy)
                      + ", or add it to shard_by and to every key.");
      return Optional.empty();
    }
    for (Entity entity : entities.values()) {
      if (entity.field(column.get()).filter(Field::pii).isPresent()) {
        inner
            .get()
            .problem(
                "column",
                column.get()
                    + " of entity "
                    + entity.name()
                    + " is personal data, and options and receipts name scopes",
                "Use a column without pii.");
      }
    }
    return column;
  }

  /** All versions of an entity must meet in one shard. */
  private void checkShard(Entity entity, YamlMapping b) {
    boolean goodKey = entity.key().stream().allMatch(k -> b.nodes("fields").containsKey(k));
    for (YamlMapping.Item field : block.texts("shard_by")) {
      if (goodKey && !entity.key().contains(field.text())) {
        b.problem(
            "key",
            "the key lacks " + field.text() + ", the shard_by of stream " + name,
            "Add it to the key, or shard by a field of every key.");
      }
    }
  }

  /** A part meets its event in one shard, by what their common folder says. */
  private void checkParts(Entity entity, YamlMapping b) {
    if (entity.parts().isEmpty()) {
      return;
    }
    for (YamlMapping.Item field : block.texts("shard_by")) {
      boolean ofPath =
          entity
              .field(field.text())
              .flatMap(Field::pathColumn)
              .filter(c -> !c.safeId())
              .isPresent();
      if (entity.field(field.text()).isPresent() && !ofPath) {
        b.problem(
            "parts",
            "the field "
                + field.text()
                + ", the shard_by of stream "
                + name
                + ", is not told by the path of the objects",
            "Give the field a path_column, without path_encoding: parts of an event are found by"
                + " their folder alone.");
      }
    }
  }

  /** A record is an event of one entity, or a part of one. */
  private void checkOverlaps(Entity entity, YamlMapping b) {
    List<Entity> others =
        new ArrayList<>(
            draft.entities.values().stream()
                .filter(o -> !o.name().equals(entity.name()))
                .flatMap(Entity::contracts)
                .toList());
    checkOverlap(entity, others, b.has("where") ? "where" : "from", "", b);
    others.add(entity);
    for (Part part : entity.parts()) {
      checkOverlap(part.contract(), others, "parts", "part " + part.name() + ": ", b);
      others.add(part.contract());
    }
  }

  private void checkOverlap(
      Entity contract, List<Entity> others, String key, String what, YamlMapping b) {
    if (draft.unclearWhere.contains(contract.name())) {
      return;
    }
    for (Entity other : others) {
      boolean apart =
          contract.where().entrySet().stream()
              .anyMatch(
                  w ->
                      other.where().containsKey(w.getKey())
                          && !other.where().get(w.getKey()).equals(w.getValue()));
      if (!apart
          && !other.name().equals(contract.name())
          && contract.sources().stream().anyMatch(other::isFrom)) {
        b.problem(
            key,
            what + "the same records would be events of entity " + other.name() + " too",
            "Give each a where with a different value of the same path column.");
      }
    }
  }

  private Optional<EntityTable> read(String table, YamlMapping b, List<String> shardBy) {
    TableReader reader = new TableReader(draft, b);
    Optional<String> entity = b.text("entity");
    boolean isKnown =
        entity.isPresent()
            && draft.isKnown(
                b, b.at("entity"), "entity of stream " + name, entity.get(), entityNames());
    Optional<Table.Layer> layer = reader.layer();
    Optional<String> sql = draft.sql(b);
    List<String> key = reader.key();
    Optional<Table.PartitionBy> partitionBy = reader.partitionBy();
    Map<String, String> references = reader.references();
    TableOptions options = reader.options();
    if (!key.isEmpty()) {
      for (String field : shardBy) {
        boolean shared = entities.values().stream().allMatch(e -> e.key().contains(field));
        if (shared && !key.contains(field)) {
          b.problem(
              "key",
              "the key lacks " + field + ", the shard_by of stream " + name,
              "Add it to the key, or compute the table from other tables, under the top-level"
                  + " tables.");
        }
      }
    }
    if (partitionBy.isPresent() && entity.isPresent()) {
      checkHistory(b, partitionBy.get(), Optional.ofNullable(entities.get(entity.get())));
    }
    if (!isKnown || layer.isEmpty() || sql.isEmpty() || key.isEmpty() || partitionBy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EntityTable(
            table,
            layer.get(),
            entity.get(),
            sql.get(),
            b.text("sql").orElseThrow(),
            key,
            partitionBy.get(),
            references,
            options));
  }

  private static void checkHistory(
      YamlMapping b, Table.PartitionBy partitionBy, Optional<Entity> entity) {
    if (TableReader.isWhole(partitionBy) && entity.isPresent() && !entity.get().fullHistory()) {
      b.problem(
          "partition_by",
          "grain none rebuilds the whole table, and entity "
              + entity.get().name()
              + " is read only for a window",
          "Add history: full to the entity, or partition the table by a date.");
    }
  }

  /** Of all entities and parts, whether or not they could be read. */
  private List<String> relations() {
    List<String> relations = new ArrayList<>(entityNames());
    entityNames().forEach(e -> relations.addAll(draft.partNames.getOrDefault(e, Set.of())));
    return relations;
  }

  private List<String> entityNames() {
    return List.copyOf(block.names("entities").keySet());
  }
}
