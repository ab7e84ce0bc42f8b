package dev.medallion.replay.bigqueryserver.schema;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns of a file, or of a query's result, become which columns of a table.
 *
 * <p>Source of the conversions of Parquet:
 * cloud.google.com/bigquery/docs/loading-data-cloud-storage-parquet#type_conversions. What needs a
 * conversion that could lose something is refused.
 */
public final class SourceTypes {
  private static final Map<FieldType, Set<String>> PLAIN =
      Map.of(
          FieldType.STRING, Set.of("VARCHAR"),
          FieldType.JSON, Set.of("VARCHAR", "JSON"),
          FieldType.BYTES, Set.of("BLOB"),
          FieldType.INTEGER,
              Set.of(
                  "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
          FieldType.FLOAT, Set.of("FLOAT", "DOUBLE"),
          FieldType.BOOLEAN, Set.of("BOOLEAN"),
          FieldType.DATE, Set.of("DATE"),
          FieldType.DATETIME, Set.of("TIMESTAMP"),
          FieldType.TIME, Set.of("TIME"),
          FieldType.TIMESTAMP, Set.of("TIMESTAMP WITH TIME ZONE"));

  private SourceTypes() {}

  /**
   * Refuses a column of a Parquet file that does not fit.
   *
   * <p>Source for JSON: cloud.google.com/bigquery/docs/json-data#load_from_csv_files and the like:
   * only CSV, newline-delimited JSON and Avro are loaded into it.
   *
   * @param listInference {@code parquetOptions.enableListInference}: without it a list is a group
   *     with a group in it, and no repeated column
   */
  public static void check(Field field, StoredType type, boolean listInference) {
    if (field.type() == FieldType.JSON) {
      throw mismatch(field, "JSON, which Parquet does not bring,");
    }
    if (field.repeated() && !listInference) {
      throw mismatch(field, "a group, as list inference is off");
    }
    if (!fits(field, type)) {
      throw mismatch(field, type.toString());
    }
  }

  private static ApiException mismatch(Field field, String type) {
    return ApiException.invalid(
        "Error while reading data, error message: Parquet column '"
            + field.name()
            + "' has type "
            + type
            + " which does not match the target type "
            + field.mode()
            + " "
            + field.type());
  }

  static boolean fits(Field field, StoredType type) {
    if (field.repeated()) {
      return type instanceof StoredType.ListOf list && fitsOne(field, list.element());
    }
    return fitsOne(field, type);
  }

  private static boolean fitsOne(Field field, StoredType type) {
    return switch (field.type()) {
      case RECORD ->
          type instanceof StoredType.Struct struct
              && struct.fields().stream()
                  .allMatch(
                      e ->
                          Schema.find(field.fields(), e.getKey())
                              .filter(f -> fits(f, e.getValue()))
                              .isPresent())
              && field.fields().stream()
                  .allMatch(f -> !f.required() || StoredTypes.member(type, f.name()).isPresent());
      case NUMERIC, BIGNUMERIC ->
          type instanceof StoredType.Decimal decimal && fitsDecimal(field, decimal);
      default ->
          type instanceof StoredType.Plain plain && PLAIN.get(field.type()).contains(plain.name());
    };
  }

  private static boolean fitsDecimal(Field field, StoredType.Decimal source) {
    if (field.type() == FieldType.BIGNUMERIC && field.parameters().isEmpty()) {
      return true;
    }
    Field.Digits digits = field.parameters().orElse(new Field.Digits(38, 9));
    return source.scale() <= digits.scale()
        && source.precision() - source.scale() <= digits.precision() - digits.scale();
  }

  /** The schema of columns that nothing else describes. */
  public static Schema inferred(Map<String, StoredType> columns) {
    return new Schema(
        columns.entrySet().stream().map(e -> inferred(e.getKey(), e.getValue())).toList());
  }

  static Field inferred(String name, StoredType type) {
    if (type instanceof StoredType.ListOf list) {
      return inferred(name, list.element()).withMode(Mode.REPEATED);
    }
    List<Field> fields =
        type instanceof StoredType.Struct struct
            ? struct.fields().stream().map(e -> inferred(e.getKey(), e.getValue())).toList()
            : List.of();
    return new Field(
        name, typeOf(name, type), Mode.NULLABLE, fields, Optional.empty(), Optional.empty());
  }

  private static FieldType typeOf(String name, StoredType type) {
    if (type instanceof StoredType.Struct) {
      return FieldType.RECORD;
    }
    if (type instanceof StoredType.Decimal d) {
      boolean small = d.scale() <= 9 && d.precision() - d.scale() <= 29;
      return small ? FieldType.NUMERIC : FieldType.BIGNUMERIC;
    }
    return switch (type.toString()) {
      case "VARCHAR" -> FieldType.STRING;
      case "JSON" -> FieldType.JSON;
      case "BLOB" -> FieldType.BYTES;
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "HUGEINT",
          "\"NULL\"" ->
          FieldType.INTEGER;
      case "FLOAT", "DOUBLE" -> FieldType.FLOAT;
      case "BOOLEAN" -> FieldType.BOOLEAN;
      case "DATE" -> FieldType.DATE;
      case "TIME" -> FieldType.TIME;
      case "TIMESTAMP" -> FieldType.DATETIME;
      case "TIMESTAMP WITH TIME ZONE" -> FieldType.TIMESTAMP;
      default -> throw ApiException.unsupported("the type " + type + " of column " + name);
    };
  }

  /** The schema of a query's result: a column that is one of a table's keeps that one's type. */
  public static Schema ofResult(Map<String, StoredType> columns, List<Schema> sources) {
    return new Schema(
        columns.entrySet().stream().map(e -> known(e.getKey(), e.getValue(), sources)).toList());
  }

  private static Field known(String name, StoredType type, List<Schema> sources) {
    Field inferred = inferred(name, type);
    return sources.stream()
        .flatMap(s -> s.find(name).stream())
        .filter(f -> f.repeated() == inferred.repeated() && fits(f, type))
        .filter(f -> f.type() != FieldType.JSON || inferred.type() == FieldType.JSON)
        .findFirst()
        .map(f -> f.ofResult(name))
        .orElse(inferred);
  }
}
