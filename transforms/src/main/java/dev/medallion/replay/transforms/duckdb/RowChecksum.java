package dev.medallion.replay.transforms.duckdb;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL of a checksum over rows that depends on neither their order nor DuckDB's version.
 *
 * <p>Each row is written as text: {@code name=length:value;} for its columns that are not null, by
 * name; so a new column that is null everywhere changes nothing. The halves of the texts' MD5s are
 * added up modulo 2^64, which makes it order-free, and counts duplicates.
 */
public final class RowChecksum {
  /** The checksum of no rows. */
  public static final String EMPTY = "0".repeat(32);

  private static final String MODULUS = "18446744073709551616::HUGEINT";

  private static final String LOW_BITS = "18446744073709551615::UHUGEINT";

  private RowChecksum() {}

  /** An aggregate expression: 32 hex digits over all columns that are not hidden. */
  public static String ofContent(List<Column> columns) {
    return ofAll(columns.stream().filter(c -> !c.isHidden()).toList());
  }

  /** An aggregate expression: 32 hex digits over all columns, hidden ones too. */
  public static String ofAll(List<Column> columns) {
    // One MD5 for both halves: DuckDB sees the common expression. A modulo would be 5 times slower.
    String number = "md5_number(" + rowText(columns) + ")";
    return half(number + " & " + LOW_BITS) + " || " + half(number + " >> 64");
  }

  private static String half(String bits) {
    return "lpad(lower(to_hex(CAST(coalesce(sum(CAST("
        + bits
        + " AS UBIGINT)), 0) % "
        + MODULUS
        + " AS UBIGINT))), 16, '0')";
  }

  private static String rowText(List<Column> columns) {
    return columns.stream()
        .sorted(Comparator.comparing(Column::name))
        .map(RowChecksum::columnText)
        .collect(Collectors.joining(", ", "concat('', ", ")"));
  }

  /** Null where the column is null: {@code concat} leaves nulls out. */
  private static String columnText(Column column) {
    String value = valueText(column);
    return Sql.literal(column.name() + "=")
        + " || strlen("
        + value
        + ") || ':' || "
        + value
        + " || ';'";
  }

  private static String valueText(Column column) {
    String name = Sql.identifier(column.name());
    String type = column.type();
    if (type.equals("TIMESTAMP_NS")) {
      return "CAST(epoch_ns(" + name + ") AS VARCHAR)";
    }
    if (type.startsWith("TIMESTAMP")) {
      return "CAST(epoch_us(" + name + ") AS VARCHAR)";
    }
    if (type.startsWith("STRUCT") || type.endsWith("[]") || type.startsWith("MAP")) {
      return "CAST(to_json(" + name + ") AS VARCHAR)";
    }
    return "CAST(" + name + " AS VARCHAR)";
  }
}
