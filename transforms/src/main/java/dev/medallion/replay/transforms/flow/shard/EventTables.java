package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.block.Block;
import dev.medallion.replay.transforms.flow.block.BlockAppender;
import dev.medallion.replay.transforms.flow.block.BlockObject;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import dev.medallion.replay.transforms.model.Part;
import dev.medallion.replay.transforms.model.ledger.VersionOrder;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/** A shard's events in DuckDB, as they were decoded, and the objects that they came from. */
final class EventTables {
  private final DuckDbSession session;
  private final Model model;
  private final Map<String, EntityEvents> entities = new HashMap<>();

  EventTables(DuckDbSession session, Model model, EventStream stream, Scope scope) {
    this.session = session;
    this.model = model;
    session.execute(
        "CREATE SCHEMA raw; CREATE SCHEMA seen; CREATE SCHEMA ranked; CREATE SCHEMA out;"
            + " CREATE SCHEMA linked; CREATE SCHEMA incomplete; CREATE SCHEMA ended;"
            + " CREATE SCHEMA run; CREATE TABLE "
            + ShardSchemas.SCOPE_DAYS
            + " AS SELECT unnest("
            + Sql.list(scope.days().stream().map(LocalDate::toString).toList())
            + ")::DATE AS day");
    for (Entity entity : stream.contracts()) {
      entities.put(entity.name(), new EntityEvents(entity));
    }
  }

  /** Loads all of the shard's blocks, in any order. */
  void load(Iterable<Block> blocks) {
    try {
      for (Block block : blocks) {
        entities.get(block.entity()).append(block);
      }
      for (EntityEvents events : entities.values()) {
        events.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("could not load the blocks of a shard", e);
    }
  }

  /**
   * Shows the winners to the SQL of a table, under the entity's name, and their parts under theirs.
   *
   * @param grain of the table
   */
  void showWinners(Entity entity, Grain grain) {
    String columns =
        ModelRelations.entityColumns(model, entity).stream()
            .filter(c -> !c.name().equals("_event"))
            .map(
                c ->
                    typed(
                        c, entity.field(c.name()), entity.field(c.name()).isPresent() ? "r" : "o"))
            .collect(Collectors.joining(", "));
    session.execute(
        """
        CREATE OR REPLACE VIEW main.%1$s AS
        SELECT %2$s, v._event
        FROM (SELECT _event FROM (%3$s)) v
        JOIN %4$s r ON r.rowid = v._event
        JOIN %5$s o ON o._object = r._object
        """
            .formatted(
                Sql.identifier(entity.name()),
                columns,
                RankedVersions.winners(entity, grain),
                Sql.qualified(ShardSchemas.RAW, entity.name()),
                Sql.qualified(ShardSchemas.SEEN, entity.name())));
    PartsOfEvents parts = new PartsOfEvents(session, entity);
    for (Part part : entity.parts()) {
      parts.show(part, RankedVersions.winners(entity, grain), columns(entity, part));
    }
  }

  /** Those of the part alone. */
  private String columns(Entity entity, Part part) {
    return ModelRelations.partColumns(model, entity, part).stream()
        .filter(c -> !c.name().equals("_event") && !entity.key().contains(c.name()))
        .map(
            c ->
                typed(
                    c,
                    part.contract().field(c.name()),
                    part.contract().field(c.name()).isPresent() ? "r" : "o"))
        .collect(Collectors.joining(", "));
  }

  /** JSON inside a list stands there as a text: as JSON, its numbers would become doubles. */
  private static String typed(Column column, Optional<Field> field, String relation) {
    String name = relation + "." + Sql.identifier(column.name());
    boolean fromText = column.type().equals("JSON") || column.type().endsWith("[]");
    return fromText
        ? "CAST(CAST("
            + name
            + "::JSON AS "
            + field.map(ModelRelations::columnTypeOfText).orElse(column.type())
            + ") AS "
            + column.type()
            + ") AS "
            + Sql.identifier(column.name())
        : name;
  }

  /** One entity's two tables, being filled. */
  private final class EntityEvents {
    private final Entity entity;
    private final List<Column> pathColumns;
    private final BlockAppender appender;
    private final Map<BlockObject, Integer> objects = new HashMap<>();
    private final DuckDBAppender rows;
    private final DuckDBAppender seen;

    EntityEvents(Entity entity) {
      this.entity = entity;
      this.appender = new BlockAppender(model);
      this.pathColumns =
          ModelRelations.entityColumns(model, entity).stream()
              .filter(c -> entity.field(c.name()).isEmpty() && !c.name().equals("_event"))
              .toList();
      session.execute(createRaw() + ";" + createSeen());
      try {
        this.rows = session.connection().createAppender(ShardSchemas.RAW, entity.name());
        this.seen = session.connection().createAppender(ShardSchemas.SEEN, entity.name());
      } catch (SQLException e) {
        throw new IllegalStateException("could not append to " + entity.name(), e);
      }
    }

    private String createRaw() {
      String nanos =
          entity.orderTimes().stream()
              .map(f -> ", " + Sql.identifier(VersionOrder.nanosColumn(f)) + " INTEGER")
              .collect(Collectors.joining());
      return entity.fields().stream()
          .map(f -> Sql.identifier(f.name()) + " " + BlockAppender.columnType(f))
          .collect(
              Collectors.joining(
                  ", ",
                  "CREATE TABLE " + Sql.qualified(ShardSchemas.RAW, entity.name()) + " (",
                  ", _deleted BOOLEAN, _position BIGINT, _object INTEGER" + nanos + ")"));
    }

    private String createSeen() {
      return "CREATE TABLE "
          + Sql.qualified(ShardSchemas.SEEN, entity.name())
          + " (_object INTEGER, _source VARCHAR, _priority INTEGER, _path VARCHAR,"
          + " _generation VARCHAR, _arrival_date DATE"
          + pathColumns.stream()
              .map(c -> ", " + Sql.identifier(c.name()) + " " + c.type())
              .collect(Collectors.joining())
          + ")";
    }

    void append(Block block) throws SQLException {
      appender.append(block, rows, object -> objects.computeIfAbsent(object, this::add));
    }

    private int add(BlockObject object) {
      int index = objects.size();
      try {
        seen.beginRow()
            .append(index)
            .append(object.source())
            .append(object.priority())
            .append(object.path())
            .append(object.generation())
            .append(object.arrivalDate());
        for (Column column : pathColumns) {
          String value = object.columns().get(column.name());
          if (value == null) {
            seen.appendNull();
          } else if (column.type().equals("DATE")) {
            seen.append(LocalDate.parse(value));
          } else {
            seen.append(value);
          }
        }
        seen.endRow();
      } catch (SQLException e) {
        throw new IllegalStateException("could not append " + object.path(), e);
      }
      return index;
    }

    void close() throws SQLException {
      rows.close();
      seen.close();
    }
  }
}
