package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.medallion.replay.transforms.engine.Column;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values that no load of Parquet brings: their texts are loaded, and a query makes the values of
 * them. No column of a model is of such a type; somebody else's is.
 */
final class MadeOfText {
  /** What makes a value, by its type; {@code %s} is its text. */
  private static final Map<StandardSQLTypeName, String> MAKERS =
      Map.of(
          StandardSQLTypeName.BIGNUMERIC, "CAST(%s AS BIGNUMERIC)",
          StandardSQLTypeName.BYTES, "FROM_BASE64(%s)",
          StandardSQLTypeName.DATETIME, "CAST(%s AS DATETIME)",
          StandardSQLTypeName.INTERVAL, "CAST(%s AS INTERVAL)",
          StandardSQLTypeName.JSON, "PARSE_JSON(%s)",
          StandardSQLTypeName.TIME, "CAST(%s AS TIME)");

  private MadeOfText() {}

  /** Whether a column of a file has such values, at any depth. */
  static boolean isAny(Collection<Column> columns) {
    return columns.stream().flatMap(c -> Fields.of(c).stream()).anyMatch(MadeOfText::is);
  }

  /** Whether a column has such values, at any depth. */
  static boolean is(Field column) {
    return !Fields.isPlainBytes(column) && isWithin(column);
  }

  private static boolean isWithin(Field field) {
    return isText(field) || parts(field).stream().anyMatch(MadeOfText::isWithin);
  }

  /** Whether the values of a column can be brought back, by a load or a query. */
  static boolean isPossible(Field column) {
    return isText(column)
        ? MAKERS.containsKey(type(column))
        : parts(column).stream().allMatch(MadeOfText::isPossible);
  }

  private static List<Field> parts(Field field) {
    return field.getSubFields() == null ? List.of() : field.getSubFields();
  }

  private static StandardSQLTypeName type(Field field) {
    return field.getType().getStandardType();
  }

  /** Whether a field within a column has values of which DuckDB knows no more than a text. */
  private static boolean isText(Field field) {
    return type(field) != StandardSQLTypeName.STRING && Fields.isReadAsText(field);
  }

  private static Field withMode(Field field, Mode mode) {
    return field.toBuilder().setMode(mode).build();
  }

  /** The columns into which a file's rows are loaded. */
  static Schema loaded(Collection<Field> columns) {
    return Schema.of(
        columns.stream()
            .map(c -> Fields.isPlainBytes(c) ? withMode(c, Mode.NULLABLE) : loaded(c))
            .toList());
  }

  private static Field loaded(Field field) {
    Field.Builder loaded =
        isText(field)
            ? Field.newBuilder(field.getName(), StandardSQLTypeName.STRING)
            : parts(field).isEmpty()
                ? field.toBuilder()
                : Field.newBuilder(
                    field.getName(),
                    StandardSQLTypeName.STRUCT,
                    FieldList.of(parts(field).stream().map(MadeOfText::loaded).toList()));
    return loaded.setMode(field.getMode() == Mode.REPEATED ? Mode.REPEATED : Mode.NULLABLE).build();
  }

  /**
   * A select list: columns of these names and types.
   *
   * @param row the name by which the loaded rows are called
   */
  static String select(Collection<Field> fields, String row) {
    return fields.stream()
        .map(
            f -> {
              String name = GoogleSql.identifier(f.getName());
              String loaded = row + "." + name;
              return (is(f) ? value(f, loaded, 0) : loaded) + " AS " + name;
            })
        .collect(Collectors.joining(", "));
  }

  private static String value(Field field, String loaded, int depth) {
    if (!isWithin(field)) {
      return loaded;
    }
    if (field.getMode() == Mode.REPEATED) {
      String element = "e" + depth;
      String place = "o" + depth;
      return "ARRAY(SELECT %s FROM UNNEST(%s) AS %s WITH OFFSET AS %s ORDER BY %s)"
          .formatted(one(field, element, depth + 1), loaded, element, place, place);
    }
    return one(field, loaded, depth);
  }

  private static String one(Field field, String loaded, int depth) {
    if (isText(field)) {
      return MAKERS.get(type(field)).formatted(loaded);
    }
    return parts(field).stream()
        .map(
            f -> {
              String name = GoogleSql.identifier(f.getName());
              return value(f, loaded + "." + name, depth) + " AS " + name;
            })
        .collect(Collectors.joining(", ", "IF(" + loaded + " IS NULL, NULL, STRUCT(", "))"));
  }
}
