package dev.medallion.replay.bigqueryserver.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a row lacks a value that a REQUIRED column, or a REQUIRED field at any depth, must have,
 * in DuckDB's SQL.
 *
 * <p>Source: cloud.google.com/bigquery/docs/schemas#modes.
 */
public final class RequiredSql {
  private RequiredSql() {}

  /** Nothing if no value is required. */
  public static Optional<String> lacks(Field column) {
    return lacks(column, Quote.identifier(column.name()), 0);
  }

  private static Optional<String> lacks(Field field, String value, int depth) {
    List<String> reasons = new ArrayList<>();
    if (field.required()) {
      reasons.add(value + " IS NULL");
    }
    if (field.type() == FieldType.RECORD) {
      String element = field.repeated() ? "e" + depth : value;
      any(field.fields().stream()
              .flatMap(
                  f -> lacks(f, element + "." + Quote.identifier(f.name()), depth + 1).stream())
              .toList())
          .map(below -> "(" + element + " IS NOT NULL AND " + below + ")")
          .map(
              one ->
                  field.repeated()
                      ? "list_has_any(list_transform("
                          + value
                          + ", lambda "
                          + element
                          + ": "
                          + one
                          + "), [true])"
                      : one)
          .ifPresent(reasons::add);
    }
    return any(reasons);
  }

  private static Optional<String> any(List<String> conditions) {
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of("(" + String.join(" OR ", conditions) + ")");
  }
}
