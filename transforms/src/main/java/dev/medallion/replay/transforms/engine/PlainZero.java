package dev.medallion.replay.transforms.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Zero has no sign in a table. DuckDB's Parquet writer takes 0.0 and -0.0 for one value and writes
 * the one that it met first, so that a sign would depend on the rows beside it.
 */
public final class PlainZero {
  private static final Set<String> SIGNED = Set.of("DOUBLE", "FLOAT");

  private PlainZero() {}

  /** A select list of columns, without the sign of a zero. */
  public static String select(List<Column> columns) {
    return columns.stream().map(PlainZero::expression).collect(Collectors.joining(", "));
  }

  /**
   * The same rows of a relation.
   *
   * @param columns all of its columns
   */
  public static String in(String relation, List<Column> columns) {
    return columns.stream().anyMatch(c -> SIGNED.contains(c.type()))
        ? "(SELECT " + select(columns) + " FROM " + relation + ")"
        : relation;
  }

  private static String expression(Column column) {
    String name = Sql.identifier(column.name());
    return SIGNED.contains(column.type())
        ? "CASE WHEN %1$s = 0 THEN 0::%2$s ELSE %1$s END AS %1$s".formatted(name, column.type())
        : name;
  }
}
