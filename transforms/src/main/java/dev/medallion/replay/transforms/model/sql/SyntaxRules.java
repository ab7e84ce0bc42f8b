package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks at a parsed SELECT, as {@code json_serialize_sql} gives it. */
final class SyntaxRules {
  private static final String PARTITION_DAY = "partition_day";
  private static final String ROW_ID = "rowid";
  private static final Set<String> SORTS =
      Set.of("list_sort", "array_sort", "list_reverse_sort", "array_reverse_sort");
  private static final Set<String> LISTS = Set.of("list", "array_agg");
  private static final Set<String> UNORDERED_WINDOWS = Set.of("WINDOW_AGGREGATE");

  private final SqlText text;
  private final Set<String> relations;
  private final Set<String> columns;
  private final boolean partitionDay;
  private final Set<String> toldElsewhere;
  private final Set<String> ctes = new LinkedHashSet<>();
  private final Set<String> reads = new LinkedHashSet<>();
  private final List<LocalityFinding> findings = new ArrayList<>();

  /** Lists that are sorted at once: DuckDB reads {@code list(x ORDER BY x)} as a sort of a list. */
  private final Set<JsonNode> sorted = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Rules for one SELECT.
   *
   * @param relations what it may read
   * @param columns all columns of those relations
   * @param partitionDay whether there is a partition day
   * @param toldElsewhere relations that it may not read, which other rules tell
   */
  SyntaxRules(
      SqlText text,
      Set<String> relations,
      Set<String> columns,
      boolean partitionDay,
      Set<String> toldElsewhere) {
    this.text = text;
    this.relations = relations;
    this.columns = columns;
    this.partitionDay = partitionDay;
    this.toldElsewhere = toldElsewhere;
  }

  SyntaxRules look(JsonNode statement) {
    collectCtes(statement);
    visit(statement);
    return this;
  }

  List<LocalityFinding> findings() {
    return findings;
  }

  Set<String> reads() {
    return reads;
  }

  private void collectCtes(JsonNode node) {
    if (node.has("cte_map")) {
      for (JsonNode cte : node.path("cte_map").path("map")) {
        ctes.add(lower(cte.path("key").asText()));
      }
    }
    node.forEach(this::collectCtes);
  }

  private void visit(JsonNode node) {
    if (node.isObject()) {
      check(node);
    }
    node.forEach(this::visit);
  }

  private void check(JsonNode node) {
    switch (node.path("type").asText()) {
      case "BASE_TABLE" -> baseTable(node);
      case "TABLE_FUNCTION" -> tableFunction(node);
      case "SHOW_REF" ->
          add(node, "DESCRIBE and SHOW do not return rows of data", "Write a SELECT.");
      case "JOIN" -> join(node);
      case "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER" -> limit(node);
      case "DISTINCT_MODIFIER" -> distinct(node);
      case "FUNCTION" -> function(node);
      case "COLUMN_REF" -> column(node);
      case "VALUE_PARAMETER" ->
          add(node, "the SQL has a parameter", "Write the value, or use as_of().");
      default -> {}
    }
    if (node.path("class").asText().equals("WINDOW")) {
      window(node);
    }
    if (node.path("sample").isObject()) {
      add(
          node.has("from_table") ? node.path("from_table") : node,
          "USING SAMPLE selects rows at random",
          "Remove it.");
    }
  }

  private void baseTable(JsonNode node) {
    String name = node.path("table_name").asText();
    boolean qualified =
        !node.path("schema_name").asText().isEmpty()
            || !node.path("catalog_name").asText().isEmpty();
    if (!qualified && (ctes.contains(lower(name)) || toldElsewhere.contains(lower(name)))) {
      return;
    }
    Optional<String> known =
        relations.stream().filter(r -> lower(r).equals(lower(name))).findFirst();
    if (qualified || known.isEmpty()) {
      add(
          node,
          "the SQL reads "
              + (qualified ? node.path("schema_name").asText() + "." : "")
              + name
              + ", which is not declared as its input",
          "It may read "
              + String.join(", ", relations)
              + ": declare this one, or read one of those.");
    } else {
      reads.add(known.get());
    }
  }

  private void tableFunction(JsonNode node) {
    String name = lower(node.path("function").path("function_name").asText());
    if (!BannedFunctions.TABLE_FUNCTIONS.contains(name)) {
      add(
          node,
          "the table function " + name + " reads something that is not an input",
          "Read only declared inputs; put small tables into reference/*.csv.");
    }
  }

  private void join(JsonNode node) {
    String kind = node.path("ref_type").asText();
    if (kind.equals("POSITIONAL")) {
      add(node, "a POSITIONAL JOIN depends on the order of rows", "Join on a condition.");
    } else if (kind.equals("ASOF")) {
      add(
          node,
          "an ASOF JOIN picks any of several equal rows",
          "Rank them by row_number() OVER (... ORDER BY <a total order>), and join on rank 1.");
    }
  }

  private void limit(JsonNode node) {
    JsonNode at = node.path("limit").isObject() ? node.path("limit") : node.path("offset");
    add(
        at,
        "LIMIT and OFFSET pick whichever rows come first",
        "Rank them by row_number() OVER (ORDER BY <a total order>), and filter on the rank.");
  }

  private void distinct(JsonNode node) {
    JsonNode targets = node.path("distinct_on_targets");
    if (!targets.isEmpty()) {
      add(
          targets.get(0),
          "DISTINCT ON picks whichever row comes first",
          "Use row_number() OVER (PARTITION BY ... ORDER BY <a total order>) = 1.");
    }
  }

  private void function(JsonNode node) {
    String name = lower(node.path("function_name").asText());
    if (SORTS.contains(name)) {
      sorted.add(node.path("children").path(0));
    }
    boolean ordered =
        !node.path("order_bys").path("orders").isEmpty()
            || (LISTS.contains(name) && sorted.contains(node));
    if (name.equals(PARTITION_DAY) && !partitionDay) {
      add(
          node,
          "partition_day() is not available here: the SQL does not run per partition",
          "Select the rows of all days.");
    } else if (BannedFunctions.UNSTABLE.contains(name)
        || (name.equals("age") && node.path("children").size() == 1)) {
      unstable(node, name);
    } else {
      aggregate(node, name, ordered);
    }
  }

  private void unstable(JsonNode node, String name) {
    add(
        node,
        name + " gives a different result in every run",
        "Use as_of() for the time of the run, or compute the value from the rows.");
  }

  /** Aggregates, also where they stand in a window. */
  private void aggregate(JsonNode node, String name, boolean ordered) {
    if (BannedFunctions.ORDER_SENSITIVE.contains(name) && !ordered) {
      add(
          node,
          name + " depends on the order of rows",
          "Give it an ORDER BY inside its parentheses, or select the row by row_number() OVER (..."
              + " ORDER BY <a total order>) = 1.");
    } else if (BannedFunctions.APPROXIMATE.contains(name)) {
      add(node, name + " is an estimate that depends on the order of rows", "Use the exact one.");
    } else if (BannedFunctions.FLOATING.contains(name)) {
      add(
          node,
          name + " sums floating point values, so its last digits depend on the order of rows",
          "Compute it from sums of integers or decimals.");
    }
  }

  private void window(JsonNode node) {
    boolean unordered = node.path("orders").isEmpty() && node.path("arg_orders").isEmpty();
    String name = lower(node.path("function_name").asText());
    boolean byRows =
        node.path("start").asText().endsWith("_ROWS")
            || node.path("end").asText().endsWith("_ROWS");
    if (unordered && (byRows || !UNORDERED_WINDOWS.contains(node.path("type").asText()))) {
      add(
          node,
          name + " numbers or picks rows of a window that has no order",
          "Add ORDER BY <a total order> to the window.");
    } else {
      aggregate(node, name, !unordered);
    }
  }

  private void column(JsonNode node) {
    JsonNode names = node.path("column_names");
    String last = lower(names.path(names.size() - 1).asText());
    if (names.size() == 1
        && BannedFunctions.UNSTABLE_WORDS.contains(last)
        && !columns.contains(last)) {
      unstable(node, last);
    } else if (last.equals(ROW_ID) && !columns.contains(last)) {
      add(
          node,
          "the SQL reads rowid, which numbers rows in the order in which they happened to arrive",
          "Use only content columns.");
    } else if (last.startsWith("_") && !columns.contains(last)) {
      add(
          node,
          "the SQL reads " + last + ": columns that begin with _ record where a row comes from",
          "Use only content columns.");
    }
  }

  private void add(JsonNode at, String message, String fix) {
    findings.add(new LocalityFinding(text.line(at), message, fix));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
