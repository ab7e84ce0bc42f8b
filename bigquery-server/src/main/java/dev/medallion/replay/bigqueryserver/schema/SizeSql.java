package dev.medallion.replay.bigqueryserver.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of a row's columns, in DuckDB's SQL.
 *
 * <p>Source: cloud.google.com/bigquery/docs/estimate-costs, "data size calculation": a null has
 * none.
 */
public final class SizeSql {
  private SizeSql() {}

  public static String of(List<Field> fields) {
    return fields.isEmpty()
        ? "0"
        : fields.stream()
            .map(f -> of(f, Quote.identifier(f.name()), 0))
            .collect(Collectors.joining(" + "));
  }

  private static String of(Field field, String value, int depth) {
    if (!field.repeated()) {
      return one(field, value, depth);
    }
    String element = "e" + depth;
    return "coalesce(list_sum(list_transform("
        + value
        + ", lambda "
        + element
        + ": "
        + one(field, element, depth + 1)
        + ")), 0)";
  }

  private static String one(Field field, String value, int depth) {
    String size =
        switch (field.type()) {
          case RECORD ->
              field.fields().stream()
                  .map(f -> of(f, value + "." + Quote.identifier(f.name()), depth))
                  .collect(Collectors.joining(" + ", "(", ")"));
          case STRING -> "2 + strlen(" + value + ")";
          case JSON -> "2 + strlen(CAST(" + value + " AS VARCHAR))";
          case BYTES -> "2 + octet_length(" + value + ")";
          case BOOLEAN -> "1";
          case NUMERIC -> "16";
          case BIGNUMERIC -> "32";
          default -> "8";
        };
    return "CASE WHEN " + value + " IS NULL THEN 0 ELSE " + size + " END";
  }
}
