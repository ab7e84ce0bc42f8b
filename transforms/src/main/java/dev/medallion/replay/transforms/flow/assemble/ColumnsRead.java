package dev.medallion.replay.transforms.flow.assemble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of its inputs the SQL of an aggregate table reads, by name or by {@code *}: DuckDB
 * binds it against empty tables and tells.
 */
final class ColumnsRead {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Set<String>> byRelation = new HashMap<>();

  private ColumnsRead() {}

  /**
   * @param session that holds the reference tables, and nothing under the inputs' names
   */
  static ColumnsRead of(DuckDbSession session, Model model, AggregateTable table) {
    ModelRelations.createMacros(Instant.EPOCH, Optional.of(LocalDate.EPOCH))
        .forEach(session::execute);
    for (Input input : table.inputs()) {
      create(session, input.table(), ModelRelations.visibleColumns(model, input.table()));
    }
    table
        .objectsOf()
        .ifPresent(
            source ->
                create(
                    session,
                    ModelRelations.OBJECTS,
                    ModelRelations.objectColumns(model.sources().get(source))));
    ColumnsRead read = new ColumnsRead();
    read.visit(plan(session, table.sql()));
    table.inputs().forEach(input -> drop(session, input.table()));
    table.objectsOf().ifPresent(source -> drop(session, ModelRelations.OBJECTS));
    return read;
  }

  boolean contains(String relation, String column) {
    return byRelation.getOrDefault(relation, Set.of()).contains(column);
  }

  private static void create(
      DuckDbSession session, String name, java.util.Collection<Column> columns) {
    session.execute(Sql.createTable(Sql.qualified("main", name), columns));
  }

  private static void drop(DuckDbSession session, String name) {
    session.execute("DROP TABLE " + Sql.qualified("main", name));
  }

  private static JsonNode plan(DuckDbSession session, String sql) {
    String plan =
        session.single(
            "SELECT json_serialize_plan(" + Sql.literal(sql) + "::VARCHAR, skip_null := true)",
            row -> row.getString(1));
    try {
      JsonNode tree = JSON.readTree(plan);
      if (tree.path("error").asBoolean()) {
        throw new IllegalStateException(
            "the loader has bound this SQL: " + tree.path("error_message").asText());
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB's answer can't be read", e);
    }
  }

  private void visit(JsonNode node) {
    if (node.path("type").asText().equals("LOGICAL_GET")) {
      Set<String> columns =
          byRelation.computeIfAbsent(
              node.at("/function_data/table").asText(), name -> new HashSet<>());
      JsonNode names = node.path("names");
      // The index of a row's own number is beyond all names.
      node.path("column_indexes")
          .forEach(column -> columns.add(names.path(column.path("index").asInt(-1)).asText()));
    }
    node.forEach(this::visit);
  }
}
