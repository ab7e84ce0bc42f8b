package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.transforms.model.sql.Scope.Item;
import dev.medallion.replay.transforms.model.sql.Scope.Meaning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees that each row of a FROM belongs to one entity, or to none. */
final class LocalJoins {
  private static final List<String> JSON_COLUMNS =
      List.of("key", "value", "type", "atom", "id", "parent", "fullkey", "path");

  private final LocalityRules queries;
  private final LocalExpressions expressions;
  private final EntityKey key;
  private final LocalityFindings findings;

  LocalJoins(
      LocalityRules queries,
      LocalExpressions expressions,
      EntityKey key,
      LocalityFindings findings) {
    this.queries = queries;
    this.expressions = expressions;
    this.key = key;
    this.findings = findings;
  }

  /**
   * Adds what a FROM reads to a scope.
   *
   * @param filters equalities that hold for all rows, whatever joins say
   */
  void read(JsonNode from, Scope scope, List<JsonNode> filters) {
    String type = from.path("type").asText();
    switch (type) {
      case "EMPTY" -> {}
      case "JOIN" -> join(from, scope, filters);
      case "BASE_TABLE" -> add(from, from.path("table_name").asText(), queries.named(from), scope);
      case "SUBQUERY" ->
          add(
              from,
              "",
              queries.rows(from.path("subquery").path("node"), Optional.of(scope)),
              scope);
      case "TABLE_FUNCTION" -> tableFunction(from, scope);
      case "EXPRESSION_LIST" -> {
        from.path("values").forEach(row -> row.forEach(v -> expressions.look(v, scope, true)));
        add(from, "", Rows.constant(List.of(Output.UNKNOWN)), scope);
      }
      case "PIVOT" -> {
        Scope source = new Scope(Optional.of(scope));
        read(from.path("source"), source, List.of());
        if (source.isOfEntities()) {
          findings.togetherIn(from, "PIVOT and UNPIVOT combine rows", "Use CASE or unnest instead");
        }
        add(from, "", Rows.constant(List.of(Output.UNKNOWN)), scope);
      }
      default -> {
        findings.togetherIn(from, type + " is not known to keep to one entity", "");
        add(from, "", Rows.constant(List.of(Output.UNKNOWN)), scope);
      }
    }
  }

  private static void add(JsonNode from, String name, Rows rows, Scope scope) {
    String alias = from.path("alias").asText();
    List<String> columns = new ArrayList<>();
    from.path("column_name_alias").forEach(c -> columns.add(c.asText()));
    scope.add(new Item(Scope.lower(alias.isEmpty() ? name : alias), rows.renamed(columns)));
  }

  /** One of those that make rows of their arguments alone. */
  private void tableFunction(JsonNode from, Scope scope) {
    JsonNode function = from.path("function");
    function.path("children").forEach(c -> expressions.look(c, scope, true));
    String name = Scope.lower(function.path("function_name").asText());
    List<Output> outputs =
        switch (name) {
          case "range", "generate_series" -> List.of(Output.plain(name));
          case "json_each", "json_tree" -> JSON_COLUMNS.stream().map(Output::plain).toList();
          // A list unfolds into one column, whose name may be told; anything else into several.
          default ->
              function.path("children").size() == 1 && !from.path("column_name_alias").isEmpty()
                  ? List.of(Output.plain(name))
                  : List.of(Output.UNKNOWN);
        };
    add(from, name, Rows.constant(outputs), scope);
  }

  private void join(JsonNode join, Scope scope, List<JsonNode> filters) {
    String type = join.path("join_type").asText();
    boolean inner = type.equals("INNER");
    int start = scope.items().size();
    read(join.path("left"), scope, inner ? filters : List.of());
    int middle = scope.items().size();
    read(join.path("right"), scope, inner ? filters : List.of());
    int end = scope.items().size();
    JsonNode condition = join.path("condition");
    expressions.look(condition, scope, true);

    boolean left = isOfEntities(scope, start, middle);
    boolean right = isOfEntities(scope, middle, end);
    Set<String> using = new HashSet<>();
    join.path("using_columns").forEach(c -> using.add(Scope.lower(c.asText())));
    if (left && right) {
      List<JsonNode> equalities = new ArrayList<>(LocalExpressions.equalities(condition));
      if (inner) {
        equalities.addAll(filters);
      }
      Set<String> held = heldByBoth(equalities, scope, start, middle);
      held.addAll(heldByBoth(using, scope, start, middle));
      if (!key.isNamedBy(held)) {
        findings.togetherIn(
            join,
            "the SQL joins rows of " + key.entity() + " with each other, but not on its whole key",
            "Join on " + key.text());
      }
    }
    if (keepsForeign(type, left, right)) {
      findings.togetherIn(
          join,
          "this " + type + " JOIN selects rows that match no " + key.entity(),
          "Begin with " + key.entity() + ", and use INNER or LEFT JOIN");
    }
    switch (type) {
      case "INNER" -> {}
      case "LEFT" -> scope.loosen(middle, end);
      case "RIGHT" -> scope.loosen(start, middle);
      case "SEMI", "ANTI" -> scope.cut(middle);
      default -> scope.loosen(start, end);
    }
    scope.hide(Math.min(middle, scope.items().size()), using);
  }

  /** Whether a row may stay that belongs to no entity, for want of one that matches it. */
  private static boolean keepsForeign(String type, boolean left, boolean right) {
    return switch (type) {
      case "INNER" -> false;
      case "LEFT", "SEMI", "ANTI" -> right && !left;
      case "RIGHT" -> left && !right;
      default -> left || right;
    };
  }

  private static boolean isOfEntities(Scope scope, int from, int to) {
    return scope.items().subList(from, to).stream().anyMatch(i -> i.rows().ofEntities());
  }

  /** The entity's columns that are equal on both sides. */
  private static Set<String> heldByBoth(
      List<JsonNode> equalities, Scope scope, int start, int middle) {
    Set<String> held = new HashSet<>();
    for (JsonNode equality : equalities) {
      Optional<Meaning> one = LocalExpressions.meaning(equality.path("left"), scope);
      Optional<Meaning> other = LocalExpressions.meaning(equality.path("right"), scope);
      if (one.isPresent()
          && other.isPresent()
          && one.get().depth() == 0
          && other.get().depth() == 0
          && side(one.get(), start, middle) * side(other.get(), start, middle) < 0
          && one.get().output().firmly().equals(other.get().output().firmly())) {
        one.get().output().firmly().ifPresent(held::add);
      }
    }
    return held;
  }

  /** -1 for the left of a join, 1 for its right, 0 for neither. */
  private static int side(Meaning meaning, int start, int middle) {
    int item = meaning.item().orElse(-1);
    return item < start ? 0 : item < middle ? -1 : 1;
  }

  private static Set<String> heldByBoth(Set<String> using, Scope scope, int start, int middle) {
    Set<String> held = new HashSet<>();
    for (String column : using) {
      Optional<String> left = held(scope.items().subList(start, middle), column);
      Optional<String> right = held(scope.items().subList(middle, scope.items().size()), column);
      if (left.isPresent() && left.equals(right)) {
        held.add(left.get());
      }
    }
    return held;
  }

  private static Optional<String> held(List<Item> items, String column) {
    return items.stream()
        .flatMap(i -> i.rows().output(column).stream())
        .findFirst()
        .flatMap(Output::firmly);
  }
}
