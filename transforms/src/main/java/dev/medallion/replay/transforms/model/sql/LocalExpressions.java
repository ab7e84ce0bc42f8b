package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.transforms.model.sql.Scope.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees that an expression looks at one entity only: that of its row. */
final class LocalExpressions {
  private static final Set<String> EQUALITIES =
      Set.of("COMPARE_EQUAL", "COMPARE_NOT_DISTINCT_FROM");

  private final LocalityRules queries;
  private final EntityKey key;
  private final Set<String> aggregates;
  private final LocalityFindings findings;

  LocalExpressions(
      LocalityRules queries, EntityKey key, Set<String> aggregates, LocalityFindings findings) {
    this.queries = queries;
    this.key = key;
    this.aggregates = aggregates;
    this.findings = findings;
  }

  /**
   * Looks at an expression.
   *
   * @param strict whether the rows are those of several entities
   */
  void look(JsonNode expression, Scope scope, boolean strict) {
    switch (expression.path("class").asText()) {
      case "SUBQUERY" -> subquery(expression, scope, strict);
      case "WINDOW" -> window(expression, scope, strict);
      case "COLUMN_REF" -> column(expression, scope);
      case "STAR", "POSITIONAL_REFERENCE" -> unnamed(expression, scope);
      case "COMPARISON" -> comparison(expression, scope, strict);
      default -> {
        if (isAggregate(expression) && isOfOuter(expression, scope)) {
          findings.togetherIn(
              expression,
              "the subquery's " + name(expression) + " aggregates rows of the query around it",
              "Aggregate columns of the subquery's own FROM");
        }
        expression.forEach(child -> look(child, scope, strict));
      }
    }
  }

  /** An expression of which the event may be all: it is handed on, or compared. */
  void lookAtPlain(JsonNode expression, Scope scope, boolean strict) {
    if (!isEvent(expression, scope)) {
      look(expression, scope, strict);
    }
  }

  /** The entity's columns that expressions are, without computing. */
  List<String> held(Iterable<JsonNode> expressions, Scope scope) {
    List<String> held = new ArrayList<>();
    for (JsonNode expression : expressions) {
      meaning(expression, scope)
          .filter(m -> m.depth() == 0)
          .flatMap(m -> m.output().firmly())
          .ifPresent(held::add);
    }
    return held;
  }

  static Optional<Meaning> meaning(JsonNode expression, Scope scope) {
    return Scope.isColumn(expression) ? scope.meaning(expression) : Optional.empty();
  }

  private boolean isEvent(JsonNode expression, Scope scope) {
    return meaning(expression, scope)
        .flatMap(m -> m.output().holds())
        .filter(key.event()::equals)
        .isPresent();
  }

  /** Whether an aggregate is in it that this query computes. */
  boolean aggregates(JsonNode expression) {
    if (expression.path("class").asText().equals("SUBQUERY")) {
      return aggregates(expression.path("child"));
    }
    if (isAggregate(expression)) {
      return true;
    }
    for (JsonNode child : expression) {
      if (aggregates(child)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAggregate(JsonNode expression) {
    return expression.path("class").asText().equals("FUNCTION")
        && aggregates.contains(name(expression));
  }

  private static String name(JsonNode function) {
    return Scope.lower(function.path("function_name").asText());
  }

  /** DuckDB computes an aggregate in the query that all of its columns come from. */
  private boolean isOfOuter(JsonNode aggregate, Scope scope) {
    List<JsonNode> columns = new ArrayList<>();
    collectColumns(aggregate, columns);
    return !columns.isEmpty()
        && columns.stream().allMatch(c -> scope.meaning(c).filter(m -> m.depth() > 0).isPresent());
  }

  private static void collectColumns(JsonNode node, List<JsonNode> columns) {
    if (Scope.isColumn(node)) {
      columns.add(node);
    }
    node.forEach(child -> collectColumns(child, columns));
  }

  private void column(JsonNode column, Scope scope) {
    Optional<Meaning> meaning = scope.meaning(column);
    if (isEvent(column, scope)) {
      findings.event(column);
    } else if (meaning.isEmpty() && scope.isRow(column, key.event())) {
      findings.add(
          column,
          "the SQL uses a whole row as one value, including its " + key.event(),
          "Name its columns.");
    }
  }

  private void unnamed(JsonNode expression, Scope scope) {
    if (scope.isWithinEntities()) {
      findings.add(
          expression,
          "columns without names cannot be traced to the " + key.entity() + " they belong to",
          "Name each column.");
    }
  }

  private void comparison(JsonNode comparison, Scope scope, boolean strict) {
    boolean events =
        EQUALITIES.contains(comparison.path("type").asText())
            && isEvent(comparison.path("left"), scope)
            && isEvent(comparison.path("right"), scope);
    if (!events) {
      look(comparison.path("left"), scope, strict);
      look(comparison.path("right"), scope, strict);
    }
  }

  private void window(JsonNode window, Scope scope, boolean strict) {
    JsonNode partitions = window.path("partitions");
    if (strict && !key.isNamedBy(held(partitions, scope))) {
      findings.togetherIn(
          window,
          window.path("function_name").asText()
              + " OVER sees rows of several entities, because its PARTITION BY does not identify"
              + " one",
          "Write PARTITION BY " + key.text());
    }
    partitions.forEach(p -> lookAtPlain(p, scope, strict));
    for (String orders : List.of("orders", "arg_orders")) {
      window.path(orders).forEach(o -> lookAtPlain(o.path("expression"), scope, strict));
    }
    for (String part :
        List.of(
            "children", "filter_expr", "start_expr", "end_expr", "offset_expr", "default_expr")) {
      look(window.path(part), scope, strict);
    }
  }

  private void subquery(JsonNode subquery, Scope scope, boolean strict) {
    JsonNode child = subquery.path("child");
    lookAtPlain(child, scope, strict);
    Rows rows = queries.rows(subquery.path("subquery").path("node"), Optional.of(scope));
    if (isMembership(subquery, child, rows, scope)) {
      return;
    }
    boolean exists = subquery.path("subquery_type").asText().endsWith("EXISTS");
    if (rows.ofEntities()) {
      findings.togetherIn(
          subquery,
          "the subquery reads rows of entities other than the row's own",
          "Compare " + key.text() + " in its WHERE with that of the outer row");
    } else if (isEvent(child, scope) || (!exists && rows.holds(key.event()))) {
      findings.event(subquery);
    }
  }

  /** {@code id IN (SELECT id ...)}: whether the entity itself is among them. */
  private boolean isMembership(JsonNode subquery, JsonNode child, Rows rows, Scope scope) {
    if (!subquery.path("comparison_type").asText().equals("COMPARE_EQUAL")
        || rows.outputs().isEmpty()) {
      return false;
    }
    Optional<String> held = meaning(child, scope).flatMap(m -> m.output().firmly());
    return held.isPresent()
        && held.equals(rows.outputs().get(0).firmly())
        && key.isNamedBy(List.of(held.get()));
  }

  /** The comparisons of a condition that all must hold. */
  static List<JsonNode> equalities(JsonNode condition) {
    List<JsonNode> found = new ArrayList<>();
    if (condition.path("type").asText().equals("CONJUNCTION_AND")) {
      condition.path("children").forEach(c -> found.addAll(equalities(c)));
    } else if (EQUALITIES.contains(condition.path("type").asText())) {
      found.add(condition);
    }
    return found;
  }
}
