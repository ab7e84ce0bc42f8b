package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.transforms.model.sql.Scope.Item;
import dev.medallion.replay.transforms.model.sql.Scope.Meaning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that each row of a parsed SELECT comes from one entity, and depends on nothing but that
 * entity's winning version: then it makes no difference which entities share a shard, nor which of
 * them a window shows. What can't be proved is refused.
 *
 * <p>Columns that name the entity are followed, as long as they are handed on unchanged. Queries
 * that read no entity (lists unfolded by {@code unnest}, values) may do anything.
 */
final class LocalityRules {
  private final Map<String, Relation> ofKey = new HashMap<>();
  private final EntityKey key;
  private final Set<String> others;
  private final LocalityFindings findings;
  private final LocalExpressions expressions;
  private final LocalJoins joins;

  /** By name; inner ones hide outer ones. */
  private Map<String, Rows> ctes = new HashMap<>();

  /**
   * Rules for one SELECT.
   *
   * @param ofKey what it may read: the entity, and the parts of its events, which carry its key
   * @param others other entities, which it may not read
   * @param aggregates the names of all aggregate functions
   */
  LocalityRules(
      SqlText text,
      List<Relation> ofKey,
      EntityKey key,
      Set<String> others,
      Set<String> aggregates) {
    ofKey.forEach(relation -> this.ofKey.put(Scope.lower(relation.name()), relation));
    this.key = key;
    this.others = others;
    this.findings = new LocalityFindings(text, key);
    this.expressions = new LocalExpressions(this, key, aggregates, findings);
    this.joins = new LocalJoins(this, expressions, key, findings);
  }

  List<LocalityFinding> look(JsonNode statement) {
    JsonNode node = statement.path("node");
    Rows rows = rows(node, Optional.empty());
    if (findings.findings().isEmpty()) {
      if (rows.ofEntities()) {
        outputs(node, rows);
        key.scope().ifPresent(scope -> scope(node, rows, Scope.lower(scope)));
      } else {
        findings.add(
            node,
            "the SQL does not read " + key.entity(),
            "Select its rows FROM " + key.entity() + ".");
      }
    }
    return findings.findings();
  }

  /** The event is selected as it is, under its own name. */
  private void outputs(JsonNode node, Rows rows) {
    for (Output output : rows.outputs()) {
      boolean named = output.name().filter(key.event()::equals).isPresent();
      boolean holds = output.holds().filter(key.event()::equals).isPresent();
      if (holds && !named) {
        findings.event(node);
      } else if (named && !(holds && output.firm())) {
        findings.add(
            node,
            "the "
                + key.event()
                + " that the SQL selects is not that of "
                + key.entity()
                + ", unchanged",
            "Select the "
                + key.event()
                + " of "
                + key.entity()
                + " itself; where rows are grouped, add it to GROUP BY.");
      }
    }
  }

  /** Every row says which scope its entity belongs to: where that can't be seen, it is refused. */
  private void scope(JsonNode node, Rows rows, String scope) {
    boolean mayBeSelected =
        rows.outputs().stream()
            .anyMatch(o -> o.name().isEmpty() || o.name().filter(scope::equals).isPresent());
    boolean unchanged =
        rows.outputs().stream()
            .filter(o -> o.name().filter(scope::equals).isPresent())
            .anyMatch(o -> o.firmly().filter(scope::equals).isPresent());
    if (mayBeSelected && !unchanged) {
      findings.add(
          node,
          "the "
              + scope
              + " that the SQL selects, by which scopes are replaced, is not that of "
              + key.entity()
              + ", unchanged",
          "Select the " + scope + " of " + key.entity() + " itself, under its own name.");
    }
  }

  /** The rows of a relation that a FROM names. */
  Rows named(JsonNode table) {
    String name = Scope.lower(table.path("table_name").asText());
    if (ctes.containsKey(name)) {
      return ctes.get(name);
    }
    if (ofKey.containsKey(name)) {
      return new Rows(
          true,
          ofKey.get(name).columns().stream()
              .map(c -> Scope.lower(c.name()))
              .map(
                  c ->
                      key.event().equals(c) || key.columns().contains(c)
                          ? new Output(Optional.of(c), Optional.of(c), true)
                          : Output.plain(c))
              .toList());
    }
    if (others.contains(name)) {
      findings.otherEntity(table, table.path("table_name").asText());
    }
    return Rows.constant(List.of(Output.UNKNOWN));
  }

  /**
   * The rows of a query.
   *
   * @param outer what its columns may come from beside its own FROM
   */
  Rows rows(JsonNode query, Optional<Scope> outer) {
    Map<String, Rows> before = ctes;
    int told = findings.findings().size();
    ctes = new HashMap<>(ctes);
    for (JsonNode cte : query.path("cte_map").path("map")) {
      List<String> columns = new ArrayList<>();
      cte.path("value").path("aliases").forEach(a -> columns.add(a.asText()));
      Rows rows = rows(cte.path("value").path("query").path("node"), outer).renamed(columns);
      ctes.put(Scope.lower(cte.path("key").asText()), rows);
    }
    Rows rows =
        switch (query.path("type").asText()) {
          case "SELECT_NODE" -> select(query, outer);
          case "SET_OPERATION_NODE" -> setOperation(query, outer);
          case "RECURSIVE_CTE_NODE" -> recursive(query, outer);
          default -> {
            findings.togetherIn(
                query, query.path("type").asText() + " is not known to keep to one entity", "");
            yield Rows.constant(List.of(Output.UNKNOWN));
          }
        };
    ctes = before;
    // What was told is not told again of the queries around it.
    return findings.findings().size() > told ? Rows.constant(List.of(Output.UNKNOWN)) : rows;
  }

  private Rows recursive(JsonNode query, Optional<Scope> outer) {
    ctes.put(Scope.lower(query.path("cte_name").asText()), Rows.constant(List.of(Output.UNKNOWN)));
    for (String side : List.of("left", "right")) {
      if (rows(query.path(side), outer).ofEntities()) {
        findings.togetherIn(
            query.path(side), "a recursive query goes from " + key.entity() + " to others", "");
      }
    }
    return Rows.constant(List.of(Output.UNKNOWN));
  }

  private Rows setOperation(JsonNode query, Optional<Scope> outer) {
    Rows left = rows(query.path("left"), outer);
    Rows right = rows(query.path("right"), outer);
    boolean byName = query.path("setop_type").asText().equals("UNION_BY_NAME");
    boolean all =
        query.path("setop_all").asBoolean()
            && query.path("setop_type").asText().startsWith("UNION");
    Rows rows =
        new Rows(
            left.ofEntities() || right.ofEntities(),
            byName ? byName(left, right) : byPlace(left, right));
    if (left.ofEntities() != right.ofEntities()) {
      findings.togetherIn(
          query, "one half of this set operation has rows that belong to no " + key.entity(), "");
    } else if (rows.ofEntities() && !all && !key.isNamedBy(rows.held())) {
      findings.togetherIn(
          query,
          "this set operation compares rows of several entities",
          "Select " + key.text() + " in both halves, or write UNION ALL");
    }
    return rows;
  }

  private static List<Output> byPlace(Rows left, Rows right) {
    List<Output> outputs = new ArrayList<>();
    boolean known = true;
    for (int i = 0; i < left.outputs().size(); i++) {
      Output output = left.outputs().get(i);
      known &= i < right.outputs().size() && right.outputs().get(i).name().isPresent();
      outputs.add(
          known && output.name().isPresent()
              ? both(output, right.outputs().get(i))
              : output.loosened());
    }
    return outputs;
  }

  private static List<Output> byName(Rows left, Rows right) {
    List<Output> outputs = new ArrayList<>();
    for (Output output : left.outputs()) {
      Optional<Output> other = output.name().flatMap(right::output);
      outputs.add(other.map(o -> both(output, o)).orElse(output.loosened()));
    }
    for (Output output : right.outputs()) {
      if (output.name().flatMap(left::output).isEmpty()) {
        outputs.add(output.loosened());
      }
    }
    return outputs;
  }

  private static Output both(Output left, Output right) {
    if (left.firmly().isPresent() && left.firmly().equals(right.firmly())) {
      return left;
    }
    return new Output(left.name(), left.holds().or(right::holds), false);
  }

  private Rows select(JsonNode query, Optional<Scope> outer) {
    Scope scope = new Scope(outer);
    List<JsonNode> filters = LocalExpressions.equalities(query.path("where_clause"));
    joins.read(query.path("from_table"), scope, filters);
    boolean pinned = key.isNamedBy(heldByOuter(filters, scope));
    boolean strict = scope.isOfEntities() && !pinned;
    for (JsonNode item : query.path("select_list")) {
      if (!item.path("alias").asText().isEmpty()) {
        scope.alias(item.path("alias").asText(), item);
      }
    }
    lookAtAll(query, scope, strict);
    List<Output> outputs = outputs(query.path("select_list"), scope);
    if (strict) {
      grouping(query, scope, outputs);
    }
    // Rows that depend on no entity do not name one either, whatever row they are computed for.
    Rows rows = new Rows(strict, outputs);
    return strict ? rows : rows.loosened();
  }

  private void lookAtAll(JsonNode query, Scope scope, boolean strict) {
    for (JsonNode item : query.path("select_list")) {
      if (isStar(item)) {
        item.path("replace_list").forEach(r -> expressions.look(r.path("value"), scope, strict));
      } else {
        expressions.lookAtPlain(item, scope, strict);
      }
    }
    expressions.look(query.path("where_clause"), scope, strict);
    query.path("group_expressions").forEach(e -> expressions.lookAtPlain(e, scope, strict));
    expressions.look(query.path("having"), scope, strict);
    expressions.look(query.path("qualify"), scope, strict);
    for (JsonNode modifier : query.path("modifiers")) {
      modifier
          .path("orders")
          .forEach(o -> expressions.lookAtPlain(o.path("expression"), scope, strict));
    }
  }

  /** {@code *} or {@code t.*}, whose columns are known. */
  private static boolean isStar(JsonNode item) {
    return item.path("class").asText().equals("STAR")
        && !item.path("columns").asBoolean()
        && item.path("expr").isNull();
  }

  private void grouping(JsonNode query, Scope scope, List<Output> outputs) {
    JsonNode groups = query.path("group_expressions");
    JsonNode sets = query.path("group_sets");
    List<JsonNode> computed = new ArrayList<>();
    query.path("select_list").forEach(computed::add);
    computed.add(query.path("qualify"));
    query.path("modifiers").forEach(m -> m.path("orders").forEach(computed::add));
    boolean aggregated =
        query.path("having").isObject() || computed.stream().anyMatch(expressions::aggregates);
    if (query.path("aggregate_handling").asText().equals("FORCE_AGGREGATES")) {
      List<Output> grouped = new ArrayList<>();
      for (JsonNode item : query.path("select_list")) {
        if (!expressions.aggregates(item)) {
          grouped.addAll(outputs(List.of(item), scope));
        }
      }
      grouped(query, new Rows(true, grouped).held());
    } else if (!sets.isEmpty()) {
      for (JsonNode set : sets) {
        List<JsonNode> expressionsOfSet = new ArrayList<>();
        set.forEach(i -> expressionsOfSet.add(group(groups.path(i.asInt()), query)));
        grouped(query, expressions.held(expressionsOfSet, scope));
      }
    } else if (aggregated) {
      findings.togetherIn(
          query, "the SQL aggregates the rows of several entities", "Add GROUP BY " + key.text());
    }
    for (JsonNode modifier : query.path("modifiers")) {
      if (modifier.path("type").asText().equals("DISTINCT_MODIFIER")
          && !key.isNamedBy(new Rows(true, outputs).held())) {
        findings.togetherIn(
            query,
            "DISTINCT compares rows of several entities",
            "Select " + key.text() + " as well");
      }
    }
  }

  private void grouped(JsonNode query, List<String> held) {
    if (!key.isNamedBy(held)) {
      JsonNode groups = query.path("group_expressions");
      findings.togetherIn(
          groups.isEmpty() ? query : groups,
          "GROUP BY combines rows of several entities, because it does not identify one",
          "Add " + key.text() + " to it");
    }
  }

  /** {@code GROUP BY 1} is the first of the SELECT list. */
  private static JsonNode group(JsonNode group, JsonNode query) {
    JsonNode list = query.path("select_list");
    for (JsonNode item : list) {
      if (item.path("class").asText().equals("STAR")) {
        return group;
      }
    }
    return group.path("class").asText().equals("CONSTANT")
            && group.path("value").path("value").isIntegralNumber()
        ? list.path(group.path("value").path("value").asInt() - 1)
        : group;
  }

  private static List<Output> outputs(Iterable<JsonNode> selectList, Scope scope) {
    List<Output> outputs = new ArrayList<>();
    for (JsonNode item : selectList) {
      String alias = Scope.lower(item.path("alias").asText());
      if (isStar(item)) {
        outputs.addAll(star(item, scope));
      } else if (Scope.isColumn(item)) {
        JsonNode names = item.path("column_names");
        String name = Scope.lower(names.path(names.size() - 1).asText());
        outputs.add(
            scope
                .meaning(item)
                .map(Meaning::output)
                .orElse(Output.UNKNOWN)
                .named(alias.isEmpty() ? name : alias));
      } else if (!alias.isEmpty()) {
        outputs.add(Output.plain(alias));
      } else {
        outputs.add(unnamed(item));
      }
    }
    return outputs;
  }

  /** DuckDB names an expression by its text, in most cases: that is the name of no column. */
  private static Output unnamed(JsonNode expression) {
    boolean severalColumns =
        Scope.lower(expression.path("function_name").asText()).equals("unnest");
    Set<String> byText =
        Set.of("FUNCTION", "CAST", "CASE", "COMPARISON", "CONJUNCTION", "CONSTANT", "WINDOW");
    return byText.contains(expression.path("class").asText()) && !severalColumns
        ? Output.plain("(" + expression.path("class").asText() + ")")
        : Output.UNKNOWN;
  }

  private static List<Output> star(JsonNode star, Scope scope) {
    String relation = Scope.lower(star.path("relation_name").asText());
    Set<String> gone = new HashSet<>();
    star.path("exclude_list").forEach(e -> gone.add(Scope.lower(e.asText())));
    star.path("qualified_exclude_list")
        .forEach(e -> gone.add(Scope.lower(e.path("column").asText())));
    Set<String> replaced = new HashSet<>();
    star.path("replace_list").forEach(r -> replaced.add(Scope.lower(r.path("key").asText())));
    Map<String, String> renamed = new HashMap<>();
    star.path("rename_list")
        .forEach(
            r ->
                renamed.put(
                    Scope.lower(r.path("key").path("column").asText()),
                    Scope.lower(r.path("value").asText())));
    List<Output> outputs = new ArrayList<>();
    for (Item item : scope.items()) {
      if (!relation.isEmpty() && !item.alias().equals(relation)) {
        continue;
      }
      for (Output output : item.rows().outputs()) {
        String name = output.name().orElse("");
        if (output.name().isEmpty()) {
          outputs.add(output);
        } else if (replaced.contains(name)) {
          outputs.add(Output.plain(name));
        } else if (!gone.contains(name) && (!relation.isEmpty() || !item.hidden().contains(name))) {
          outputs.add(renamed.containsKey(name) ? output.named(renamed.get(name)) : output);
        }
      }
    }
    return outputs;
  }

  /** The entity's columns that equal those of the row that the query is computed for. */
  private static List<String> heldByOuter(List<JsonNode> equalities, Scope scope) {
    List<String> held = new ArrayList<>();
    for (JsonNode equality : equalities) {
      Optional<Meaning> one = LocalExpressions.meaning(equality.path("left"), scope);
      Optional<Meaning> other = LocalExpressions.meaning(equality.path("right"), scope);
      if (one.isPresent()
          && other.isPresent()
          && (one.get().depth() == 0) != (other.get().depth() == 0)
          && one.get().output().firmly().equals(other.get().output().firmly())) {
        one.get().output().firmly().ifPresent(held::add);
      }
    }
    return held;
  }
}
