package dev.medallion.replay.transforms.engine;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of a checksum over rows that depends on neither their order nor DuckDB's version.
 *
 * <p>Each row is written as text: first {@code length:name=value} for each of its columns of text,
 * then {@code ;name=value} for each of another type, by name; columns that are null are left out,
 * so a new column that is null everywhere changes nothing. Columns that are hidden are written
 * apart, and the MD5s of both texts combined. The halves of the rows' numbers are added up modulo
 * 2^64, which makes it order-free, and counts duplicates.
 */
public final class RowChecksum {
  /** The checksum of no rows. */
  public static final String EMPTY = "0".repeat(32);

  private static final String MODULUS = "18446744073709551616::HUGEINT";

  private static final String LOW_BITS = "18446744073709551615::UHUGEINT";

  /** What a value takes that is no text, or the reference to a text. */
  private static final int SCALAR_BYTES = 8;

  /** Types whose values hold no semicolon. */
  private static final Pattern SCALARS =
      Pattern.compile(
          "U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|DECIMAL\\(\\d+,\\d+\\)|DOUBLE|FLOAT|BOOLEAN|DATE"
              + "|TIME|TIMESTAMP[^\\[]*|UUID");

  private RowChecksum() {}

  /** An aggregate expression: 32 hex digits over all columns that are not hidden. */
  public static String ofContent(List<Column> columns) {
    return sum(visible(columns));
  }

  /** An aggregate expression: 32 hex digits over all columns, hidden ones too. */
  public static String ofAll(List<Column> columns) {
    List<Column> hidden = columns.stream().filter(Column::isHidden).toList();
    return sum(
        hidden.isEmpty() ? visible(columns) : "xor(" + visible(columns) + ", " + md5(hidden) + ")");
  }

  /**
   * An expression over one row: a number of 63 bits that is equal for equal values of these
   * columns.
   */
  public static String ofRow(List<Column> columns) {
    return columns.isEmpty()
        ? "0::BIGINT"
        : "CAST(md5_number_lower(" + rowText(columns) + ") & 9223372036854775807 AS BIGINT)";
  }

  /** An aggregate expression: about how many bytes the rows take, uncompressed. */
  public static String bytes(List<Column> columns) {
    String text =
        columns.stream()
            .filter(RowChecksum::isText)
            .map(c -> " + coalesce(strlen(" + value(c) + "), 0)")
            .collect(Collectors.joining());
    return "CAST(coalesce(sum(" + SCALAR_BYTES * columns.size() + text + "), 0) AS BIGINT)";
  }

  private static String visible(List<Column> columns) {
    return md5(columns.stream().filter(c -> !c.isHidden()).toList());
  }

  private static String md5(List<Column> columns) {
    return "md5_number(" + rowText(columns) + ")";
  }

  private static String sum(String number) {
    // One MD5 for both halves: DuckDB sees the common expression. A modulo would be 5 times slower.
    return half(number + " & " + LOW_BITS) + " || " + half(number + " >> 64");
  }

  private static String half(String bits) {
    return "lpad(lower(to_hex(CAST(coalesce(sum(CAST("
        + bits
        + " AS UBIGINT)), 0) % "
        + MODULUS
        + " AS UBIGINT))), 16, '0')";
  }

  /** One call for all columns: every operator more makes a text more of each row. */
  private static String rowText(List<Column> columns) {
    List<Column> sorted = columns.stream().sorted(Comparator.comparing(Column::name)).toList();
    return Stream.concat(
            sorted.stream().filter(RowChecksum::isText).map(RowChecksum::textParts),
            sorted.stream().filter(c -> !isText(c)).map(RowChecksum::otherParts))
        .collect(Collectors.joining(", ", "concat('', ", ")"));
  }

  /** Each part is null where the column is: {@code concat} leaves nulls out. */
  private static String textParts(Column column) {
    String value = value(column);
    return "strlen("
        + value
        + "), "
        + label(column, Sql.literal(":" + column.name() + "="))
        + ", "
        + value;
  }

  private static String otherParts(Column column) {
    return label(column, Sql.literal(";" + column.name() + "=")) + ", " + value(column);
  }

  private static String label(Column column, String label) {
    return "CASE WHEN " + Sql.identifier(column.name()) + " IS NOT NULL THEN " + label + " END";
  }

  /** Whether its values may hold any character. */
  private static boolean isText(Column column) {
    return !SCALARS.matcher(column.type()).matches();
  }

  private static String value(Column column) {
    String name = Sql.identifier(column.name());
    String type = column.type();
    if (type.equals("TIMESTAMP_NS")) {
      return "epoch_ns(" + name + ")";
    }
    if (type.startsWith("TIMESTAMP") && !type.endsWith("[]")) {
      return "epoch_us(" + name + ")";
    }
    if (type.startsWith("STRUCT") || type.endsWith("[]") || type.startsWith("MAP")) {
      return "CAST(to_json(" + name + ") AS VARCHAR)";
    }
    return "CAST(" + name + " AS VARCHAR)";
  }
}
