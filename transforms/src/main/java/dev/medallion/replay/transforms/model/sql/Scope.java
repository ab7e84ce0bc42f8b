package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the column names of a SELECT mean: the relations of its FROM, and those around it. */
final class Scope {
  private final Optional<Scope> outer;
  private final List<Item> items = new ArrayList<>();

  /** Expressions of the SELECT list by alias: other expressions may name them. */
  private final Map<String, JsonNode> aliases = new HashMap<>();

  Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  /**
   * A relation of the FROM.
   *
   * @param hidden columns that {@code *} leaves out, since USING has joined them to another's
   */
  record Item(String alias, Rows rows, Set<String> hidden) {
    Item(String alias, Rows rows) {
      this(alias, rows, Set.of());
    }
  }

  /**
   * What a column name means.
   *
   * @param item the place of the relation that has it, within its scope
   * @param depth 0 for the scope itself, 1 for the one around it
   */
  record Meaning(Output output, Optional<Integer> item, int depth) {
    Meaning outside() {
      return new Meaning(output, item, depth + 1);
    }

    Meaning loosened() {
      return new Meaning(output.loosened(), item, depth);
    }
  }

  List<Item> items() {
    return items;
  }

  boolean isOfEntities() {
    return items.stream().anyMatch(i -> i.rows().ofEntities());
  }

  /** Whether this scope or one around it has rows of entities. */
  boolean isWithinEntities() {
    return isOfEntities() || outer.filter(Scope::isWithinEntities).isPresent();
  }

  void add(Item item) {
    items.add(item);
  }

  void alias(String name, JsonNode expression) {
    aliases.putIfAbsent(lower(name), expression);
  }

  /** Items from a place on hold their entity's columns no longer: they may be null. */
  void loosen(int from, int to) {
    for (int i = from; i < to; i++) {
      Item item = items.get(i);
      items.set(i, new Item(item.alias(), item.rows().loosened(), item.hidden()));
    }
  }

  void hide(int from, Set<String> columns) {
    for (int i = from; i < items.size(); i++) {
      Item item = items.get(i);
      Set<String> hidden = new HashSet<>(item.hidden());
      hidden.addAll(columns);
      items.set(i, new Item(item.alias(), item.rows(), hidden));
    }
  }

  void cut(int from) {
    items.subList(from, items.size()).clear();
  }

  /** What a column reference means; empty if it is nothing that is known. */
  Optional<Meaning> meaning(JsonNode columnRef) {
    List<String> names = new ArrayList<>();
    columnRef.path("column_names").forEach(n -> names.add(lower(n.asText())));
    return meaning(names);
  }

  private Optional<Meaning> meaning(List<String> names) {
    return names.size() == 1 ? unqualified(names.get(0)) : qualified(names);
  }

  private Optional<Meaning> unqualified(String name) {
    for (int i = 0; i < items.size(); i++) {
      Optional<Output> output = items.get(i).rows().output(name);
      if (output.isPresent()) {
        return Optional.of(new Meaning(output.get(), Optional.of(i), 0));
      }
    }
    JsonNode alias = aliases.get(name);
    if (alias != null && isColumn(alias) && alias.path("column_names").size() > 0) {
      return aliased(name, alias);
    }
    Optional<Meaning> around = outer.flatMap(s -> s.unqualified(name)).map(Meaning::outside);
    boolean surely = alias == null && isWhollyKnown();
    return surely ? around : around.map(Meaning::loosened);
  }

  /** An alias of a column; one that names itself is no column of this scope. */
  private Optional<Meaning> aliased(String name, JsonNode alias) {
    JsonNode expression = aliases.remove(name);
    Optional<Meaning> meaning = meaning(alias);
    aliases.put(name, expression);
    return meaning;
  }

  private Optional<Meaning> qualified(List<String> names) {
    String first = names.get(0);
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).alias().equals(first)) {
        Optional<Output> output = items.get(i).rows().output(names.get(1));
        Output found = output.orElse(Output.UNKNOWN);
        // What is left names a part of the column.
        return Optional.of(
            new Meaning(names.size() == 2 ? found : found.loosened(), Optional.of(i), 0));
      }
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).rows().output(first).isPresent()) {
        return Optional.of(new Meaning(Output.UNKNOWN, Optional.of(i), 0));
      }
    }
    Optional<Meaning> around = outer.flatMap(s -> s.qualified(names)).map(Meaning::outside);
    if (around.isEmpty() && names.size() > 2) {
      // A schema stands before it.
      around = qualified(names.subList(1, names.size())).map(Meaning::loosened);
    }
    return isWhollyKnown() ? around : around.map(Meaning::loosened);
  }

  /** Whether a name stands for a whole row of the entity, its event with it. */
  boolean isRow(JsonNode columnRef, String event) {
    JsonNode names = columnRef.path("column_names");
    String last = lower(names.path(names.size() - 1).asText());
    boolean here = items.stream().anyMatch(i -> i.alias().equals(last) && i.rows().holds(event));
    return here || outer.filter(s -> s.isRow(columnRef, event)).isPresent();
  }

  private boolean isWhollyKnown() {
    return items.stream().allMatch(i -> i.rows().isWhollyKnown());
  }

  static boolean isColumn(JsonNode expression) {
    return expression.path("class").asText().equals("COLUMN_REF");
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
