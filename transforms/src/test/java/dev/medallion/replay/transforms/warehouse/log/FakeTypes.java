package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import java.util.Map;
import java.util.Optional;

/** Types like those of a warehouse that is not DuckDB: fewer, and without lists of lists. */
final class FakeTypes implements ColumnTypes {
  private static final String LIST = "[]";

  private static final Map<String, String> SIMPLE =
      Map.of(
          "VARCHAR", "TEXT",
          "INTEGER", "INT64",
          "BIGINT", "INT64",
          "DOUBLE", "FLOAT64",
          "BOOLEAN", "BOOL",
          "DATE", "DATE",
          "TIMESTAMP WITH TIME ZONE", "TIMESTAMP",
          "JSON", "JSON");

  @Override
  public Optional<String> of(String type) {
    if (type.endsWith(LIST)) {
      String element = type.substring(0, type.length() - LIST.length());
      return element.endsWith(LIST) ? Optional.empty() : of(element).map(t -> "REPEATED " + t);
    }
    if (type.startsWith("DECIMAL(")) {
      return Optional.of(type);
    }
    return Optional.ofNullable(SIMPLE.get(type));
  }
}
