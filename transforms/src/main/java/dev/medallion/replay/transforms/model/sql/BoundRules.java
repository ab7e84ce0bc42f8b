package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at a bound SELECT, as {@code json_serialize_plan} gives it: there, types are known. */
final class BoundRules {
  /** DuckDB itself calls it where a subquery must give one row; what a user wrote is syntax. */
  private static final String OF_THE_BINDER = "error";

  private static final Set<String> FLOATS = Set.of("DOUBLE", "FLOAT");

  private final SqlText text;
  private final List<LocalityFinding> findings = new ArrayList<>();

  BoundRules(SqlText text) {
    this.text = text;
  }

  BoundRules look(JsonNode plan) {
    visit(plan);
    return this;
  }

  List<LocalityFinding> findings() {
    return findings;
  }

  private void visit(JsonNode node) {
    if (node.has("expression_class") && node.has("name")) {
      check(node);
    }
    node.forEach(this::visit);
  }

  private void check(JsonNode node) {
    String name = node.path("name").asText();
    if (BannedFunctions.SUMS.contains(name) && takesFloats(node)) {
      findings.add(
          new LocalityFinding(
              line(node),
              name + " sums floating point values, so its last digits depend on the order of rows",
              "Cast its argument to DECIMAL(p,s), or declare the field as decimal."));
    } else if (BannedFunctions.UNSTABLE.contains(name) && !name.equals(OF_THE_BINDER)) {
      findings.add(
          new LocalityFinding(
              line(node),
              name + " gives a different result in every run",
              "Use as_of() for the time of the run, or compute the value from the rows."));
    }
  }

  private static boolean takesFloats(JsonNode node) {
    for (JsonNode argument : node.path("arguments")) {
      if (FLOATS.contains(argument.path("id").asText())) {
        return true;
      }
    }
    return false;
  }

  /** An aggregate has no position once it is bound, but its arguments may. */
  private int line(JsonNode node) {
    for (JsonNode child : node.path("children")) {
      int line = text.line(child);
      if (line > 1) {
        return line;
      }
    }
    return text.line(node);
  }
}
