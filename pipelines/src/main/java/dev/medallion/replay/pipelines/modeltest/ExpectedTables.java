package dev.medallion.replay.pipelines.modeltest;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.model.cases.ExpectedRows;
import dev.medallion.replay.transforms.model.cases.ModelCase;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares the tables of a warehouse with what a test expects of them. */
final class ExpectedTables {
  private static final String DEAD_LETTERS = "ops.replay_dead_letters";
  private static final String OF_A_LETTER =
      "source, arrival_date, object, position, code, field, message";

  private static final Optional<String> EMPTY = Optional.of("[]");

  private final Model model;
  private final Warehouse warehouse;

  ExpectedTables(Model model, Warehouse warehouse) {
    this.model = model;
    this.warehouse = warehouse;
  }

  /** How the rows of a table, named as the model or the warehouse does, differ from those. */
  List<String> compared(String name, ExpectedRows expected) {
    Optional<TableRef> table =
        model.tables().stream().filter(t -> is(t, name)).map(TableRef::of).findFirst();
    if (table.isEmpty() && !name.equals(ModelCase.DEAD_LETTERS)) {
      return List.of(
          Text.format(
              "line %d: the model has no table %s; it has %s",
              expected.line(),
              name,
              model.tables().stream()
                  .map(t -> TableRef.of(t).qualifiedName())
                  .collect(Collectors.joining(", "))));
    }
    List<Column> columns = table.map(t -> model.columns(t.name())).orElse(List.of());
    List<String> unknown = new ArrayList<>(table.isPresent() ? expected.columns() : List.of());
    columns.forEach(c -> unknown.remove(c.name()));
    if (!unknown.isEmpty()) {
      return List.of(
          Text.format(
              "line %d: %s has no column %s", expected.line(), name, String.join(", ", unknown)));
    }
    if (expected.columns().isEmpty()) {
      QueryResult found = all(table);
      return RowDifferences.ofCount(
          name,
          expected.rows().size(),
          found.columns().stream().map(Column::name).toList(),
          found.rows());
    }
    return RowDifferences.of(
        name, withEmptyLists(expected, columns), rows(table, expected.columns()));
  }

  /** A table has no null in place of a list: a row that says nothing of a list has an empty one. */
  private static ExpectedRows withEmptyLists(ExpectedRows expected, List<Column> columns) {
    Set<String> lists =
        columns.stream()
            .filter(c -> c.type().endsWith("[]"))
            .map(Column::name)
            .collect(Collectors.toSet());
    return new ExpectedRows(
        expected.line(),
        expected.columns(),
        expected.rows().stream()
            .map(row -> withEmptyLists(expected.columns(), row, lists))
            .toList());
  }

  private static List<Optional<String>> withEmptyLists(
      List<String> columns, List<Optional<String>> row, Set<String> lists) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> lists.contains(columns.get(i)) ? row.get(i).or(() -> EMPTY) : row.get(i))
        .toList();
  }

  private static boolean is(Table table, String name) {
    return table.name().equals(name) || TableRef.of(table).qualifiedName().equals(name);
  }

  private List<List<Optional<String>>> rows(Optional<TableRef> table, List<String> columns) {
    return ask(
            table,
            columns.stream()
                .map(c -> "CAST(" + Sql.identifier(c) + " AS VARCHAR)")
                .collect(Collectors.joining(", ")))
        .rows();
  }

  /** Where no row is expected, nobody said which columns matter: all of them, to see what came. */
  private QueryResult all(Optional<TableRef> table) {
    return ask(table, table.isPresent() ? "*" : OF_A_LETTER);
  }

  private QueryResult ask(Optional<TableRef> table, String cells) {
    if (table.isPresent() && warehouse.describe(table.get()).isEmpty()) {
      return new QueryResult(List.of(), List.of(), 0);
    }
    String from = table.map(t -> Sql.qualified(t.schema(), t.name())).orElse(DEAD_LETTERS);
    return warehouse.query("SELECT " + cells + " FROM " + from, Integer.MAX_VALUE);
  }
}
