package dev.medallion.replay.transforms.flow.assemble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.Anything;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.KeyIn;
import dev.medallion.replay.transforms.flow.assemble.SliceCondition.OnRow;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a slice's condition, by DuckDB's own parser. What it does not understand it takes for a
 * condition that may hold for every row.
 */
final class SliceParser {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLASS = "class";

  private final DuckDbSession session;
  private final Model model;
  private final AggregateTable table;
  private final Input input;

  SliceParser(DuckDbSession session, Model model, AggregateTable table, Input input) {
    this.session = session;
    this.model = model;
    this.table = table;
    this.input = input;
  }

  SliceCondition parse() {
    JsonNode statement =
        tree(
            session.single(
                "SELECT json_serialize_sql("
                    + Sql.literal(
                        "SELECT * FROM "
                            + Sql.identifier(input.table())
                            + " WHERE ("
                            + input.slice().orElseThrow()
                            + "\n)")
                    + ")",
                row -> row.getString(1)));
    return condition(statement, statement.at("/statements/0/node/where_clause"));
  }

  private SliceCondition condition(JsonNode statement, JsonNode node) {
    String type = node.path("type").asText();
    if (type.equals("CONJUNCTION_AND")) {
      return new SliceCondition.All(parts(statement, node));
    }
    if (type.equals("CONJUNCTION_OR")) {
      return new SliceCondition.Any(parts(statement, node));
    }
    if (node.path(CLASS).asText().equals("SUBQUERY")) {
      return keyIn(node).<SliceCondition>map(k -> k).orElseGet(Anything::new);
    }
    boolean isOnRow =
        node.findValuesAsText(CLASS).stream().noneMatch("SUBQUERY"::equals)
            && node.findValuesAsText("function_name").stream().noneMatch("as_of"::equalsIgnoreCase);
    return isOnRow ? onRow(statement, node) : new Anything();
  }

  private List<SliceCondition> parts(JsonNode statement, JsonNode node) {
    List<SliceCondition> parts = new ArrayList<>();
    node.path("children").forEach(child -> parts.add(condition(statement, child)));
    return parts;
  }

  /**
   * The subquery may have conditions of its own: then it gives some of the column's values, and the
   * recorded keys are more than it takes.
   */
  private Optional<KeyIn> keyIn(JsonNode node) {
    JsonNode query = node.at("/subquery/node");
    JsonNode from = query.path("from_table");
    boolean isPlain =
        node.path("subquery_type").asText().equals("ANY")
            && node.path("comparison_type").asText().equals("COMPARE_EQUAL")
            && query.path("type").asText().equals("SELECT_NODE")
            && query.at("/cte_map/map").isEmpty()
            && query.path("select_list").size() == 1
            && from.path("type").asText().equals("BASE_TABLE")
            && from.path("alias").asText().isEmpty()
            && from.path("column_name_alias").isEmpty();
    if (!isPlain) {
      return Optional.empty();
    }
    String other = from.path("table_name").asText();
    return table.inputs().stream()
        .filter(i -> i.table().equalsIgnoreCase(other) && i.slice().isEmpty())
        .findFirst()
        .flatMap(
            i ->
                column(query.path("select_list").path(0), i.table())
                    .flatMap(
                        of ->
                            column(node.path("child"), input.table())
                                .filter(c -> sameType(c, of, i.table()))
                                .map(c -> new KeyIn(c, i.table(), of))));
  }

  /** The column of this table that an expression is, if it is one. */
  private Optional<String> column(JsonNode node, String of) {
    JsonNode names = node.path("column_names");
    boolean isOne =
        node.path(CLASS).asText().equals("COLUMN_REF")
            && (names.size() == 1
                || (names.size() == 2 && names.path(0).asText().equalsIgnoreCase(of)));
    return isOne
        ? ModelRelations.visibleColumns(model, of).stream()
            .map(c -> c.name())
            .filter(c -> c.equalsIgnoreCase(names.path(names.size() - 1).asText()))
            .findFirst()
        : Optional.empty();
  }

  /** Values of two types may be equal and written in two ways. */
  private boolean sameType(String column, String ofColumn, String ofTable) {
    return type(input.table(), column).equals(type(ofTable, ofColumn));
  }

  private String type(String of, String column) {
    return ModelRelations.visibleColumns(model, of).stream()
        .filter(c -> c.name().equals(column))
        .map(c -> c.type())
        .findFirst()
        .orElse("");
  }

  /** The statement with this condition alone. */
  private OnRow onRow(JsonNode statement, JsonNode node) {
    ObjectNode alone = statement.deepCopy();
    ((ObjectNode) alone.at("/statements/0/node")).set("where_clause", ofDay(node.deepCopy()));
    return new OnRow(
        session.single(
            "SELECT json_deserialize_sql(CAST(" + Sql.literal(alone.toString()) + " AS JSON))",
            row -> row.getString(1)));
  }

  /** With a column in place of {@code partition_day()}, so that one query asks for all days. */
  private static JsonNode ofDay(JsonNode node) {
    if (node.path("function_name").asText().equalsIgnoreCase("partition_day")) {
      ObjectNode column = JSON.createObjectNode();
      column.put(CLASS, "COLUMN_REF").put("type", "COLUMN_REF").put("alias", "");
      column.put("query_location", 0).putArray("column_names").add(OnRow.DAY);
      return column;
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(e -> e.setValue(ofDay(e.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, ofDay(array.get(i)));
      }
    }
    return node;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB writes JSON", e);
    }
  }
}
