package dev.medallion.replay.transforms.engine;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Quotes what goes into SQL text. Nothing else in the project puts a name or a path into SQL. */
public final class Sql {
  private Sql() {}

  /** {@code "name"}. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code "schema"."table"} of {@code schema.table}. */
  public static String qualified(String schema, String table) {
    return identifier(schema) + "." + identifier(table);
  }

  /** {@code 'text'}. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A statement that makes a connection see times in this zone. DuckDB knows no {@code Z}. */
  public static String setTimeZone(ZoneId zone) {
    return "SET TimeZone = " + literal(zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
  }

  /** {@code "a", "b"}. */
  public static String identifiers(Collection<String> names) {
    return names.stream().map(Sql::identifier).collect(Collectors.joining(", "));
  }

  /**
   * {@code CREATE TABLE name ("column" type, …)}.
   *
   * @param name quoted
   */
  public static String createTable(String name, Collection<Column> columns) {
    return columns.stream()
        .map(c -> identifier(c.name()) + " " + c.type())
        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
  }

  /** {@code ['a', 'b']}. */
  public static String list(Collection<String> texts) {
    return texts.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * {@code read_parquet([...])} over exactly these files.
   *
   * <p>DuckDB reads {@code * ? [} in a name as a pattern, so those are put into brackets.
   */
  public static String parquet(Collection<String> paths) {
    return "read_parquet("
        + list(paths.stream().map(Sql::escapePattern).toList())
        + ", hive_partitioning = false, union_by_name = true)";
  }

  /** {@code parquet_kv_metadata([...])}: what exactly these files say of themselves. */
  public static String parquetMetadata(Collection<String> paths) {
    return "parquet_kv_metadata(" + list(paths.stream().map(Sql::escapePattern).toList()) + ")";
  }

  static String escapePattern(String path) {
    return path.replaceAll("([*?\\[])", "[$1]");
  }

  /** {@code ('', 'a', 'b')}: what follows IN or NOT IN. Without values, too, it is such a list. */
  public static String oneOf(Stream<String> values) {
    return Stream.concat(Stream.of(""), values)
        .map(Sql::literal)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
