package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Field.Mode;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model's types as BigQuery's, and back: the one place that maps them.
 *
 * <p>A type that Parquet, a load job or BigQuery would not keep exactly has none: wide integers
 * (DuckDB writes them to Parquet as floating-point numbers), single-precision numbers, times
 * without a zone, maps, lists of lists, and bytes within a struct or a list. JSON has none either:
 * what a model gives as JSON is stored as its text.
 */
final class Fields {
  private static final int NUMERIC_INTEGER_DIGITS = 29;
  private static final int NUMERIC_SCALE = 9;
  private static final int BIGNUMERIC_PRECISION = 76;
  private static final int MOST_DIGITS = 38;

  private static final Map<String, StandardSQLTypeName> SCALARS =
      Map.ofEntries(
          Map.entry("VARCHAR", StandardSQLTypeName.STRING),
          Map.entry("BLOB", StandardSQLTypeName.BYTES),
          Map.entry("TINYINT", StandardSQLTypeName.INT64),
          Map.entry("SMALLINT", StandardSQLTypeName.INT64),
          Map.entry("INTEGER", StandardSQLTypeName.INT64),
          Map.entry("BIGINT", StandardSQLTypeName.INT64),
          Map.entry("UTINYINT", StandardSQLTypeName.INT64),
          Map.entry("USMALLINT", StandardSQLTypeName.INT64),
          Map.entry("UINTEGER", StandardSQLTypeName.INT64),
          Map.entry("DOUBLE", StandardSQLTypeName.FLOAT64),
          Map.entry("BOOLEAN", StandardSQLTypeName.BOOL),
          Map.entry("DATE", StandardSQLTypeName.DATE),
          Map.entry("TIMESTAMP WITH TIME ZONE", StandardSQLTypeName.TIMESTAMP),
          Map.entry("TIMESTAMPTZ", StandardSQLTypeName.TIMESTAMP));

  /** What tells of itself what it is in DuckDB; all others are text there. */
  private static final Map<StandardSQLTypeName, String> READ =
      Map.of(
          StandardSQLTypeName.INT64, "BIGINT",
          StandardSQLTypeName.FLOAT64, "DOUBLE",
          StandardSQLTypeName.BOOL, "BOOLEAN",
          StandardSQLTypeName.DATE, "DATE",
          StandardSQLTypeName.TIMESTAMP, "TIMESTAMP WITH TIME ZONE");

  private static final DuckDbType TEXT = new DuckDbType.Scalar("VARCHAR");
  private static final DuckDbType BLOB = new DuckDbType.Scalar("BLOB");

  /**
   * What begins the name of a type that somebody else's column has in BigQuery, and that no type of
   * DuckDB stands for: {@code BIGQUERY JSON}, as DuckDB has types of the same names.
   */
  private static final String IN_BIGQUERY = "BIGQUERY ";

  /** A type as {@link #text} writes it. */
  private static final Pattern NAMED =
      Pattern.compile("([A-Z][A-Z0-9_]*)(?:\\((\\d+), (\\d+)\\))?");

  private Fields() {}

  /** A column as BigQuery stores it; empty: it can't. */
  static Optional<Field> of(Column column) {
    return DuckDbType.parse(column.type()).flatMap(type -> field(column.name(), type));
  }

  /**
   * The schema of columns.
   *
   * @throws IllegalArgumentException where one of them can't be stored, which was asked before
   */
  static Schema schema(Collection<Column> columns) {
    List<Field> fields = new ArrayList<>();
    for (Column column : columns) {
      fields.add(
          of(column)
              .orElseThrow(() -> new IllegalArgumentException("BigQuery can't store " + column)));
    }
    return Schema.of(fields);
  }

  private static Optional<Field> field(String name, DuckDbType type) {
    if (type instanceof DuckDbType.ListOf list) {
      // There are no lists of lists.
      return list.element() instanceof DuckDbType.ListOf || list.element().equals(BLOB)
          ? Optional.empty()
          : field(name, list.element()).map(f -> f.toBuilder().setMode(Mode.REPEATED).build());
    }
    if (type instanceof DuckDbType.Struct struct) {
      List<Field> members = new ArrayList<>();
      for (DuckDbType.Member member : struct.members()) {
        Optional<Field> field = field(member.name(), member.type());
        if (field.isEmpty() || member.type().equals(BLOB)) {
          return Optional.empty();
        }
        members.add(field.get());
      }
      return Optional.of(
          nullable(Field.newBuilder(name, StandardSQLTypeName.STRUCT, FieldList.of(members))));
    }
    if (type instanceof DuckDbType.Decimal decimal) {
      return Optional.of(nullable(decimal(name, decimal)));
    }
    if (type.sql().startsWith(IN_BIGQUERY)) {
      return Optional.of(nullable(named(name, type.sql().substring(IN_BIGQUERY.length()))));
    }
    return Optional.ofNullable(SCALARS.get(type.sql()))
        .map(standard -> nullable(Field.newBuilder(name, standard)));
  }

  private static Field.Builder named(String name, String type) {
    Matcher parts = NAMED.matcher(type);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a type of BigQuery: " + type);
    }
    Field.Builder field = Field.newBuilder(name, StandardSQLTypeName.valueOf(parts.group(1)));
    return parts.group(2) == null
        ? field
        : field
            .setPrecision(Long.parseLong(parts.group(2)))
            .setScale(Long.parseLong(parts.group(3)));
  }

  private static boolean isBytes(Field field) {
    return field.getType().equals(LegacySQLTypeName.BYTES);
  }

  private static Field.Builder decimal(String name, DuckDbType.Decimal decimal) {
    boolean isSmall =
        decimal.scale() <= NUMERIC_SCALE
            && decimal.precision() - decimal.scale() <= NUMERIC_INTEGER_DIGITS;
    return Field.newBuilder(
            name, isSmall ? StandardSQLTypeName.NUMERIC : StandardSQLTypeName.BIGNUMERIC)
        .setPrecision((long) decimal.precision())
        .setScale((long) decimal.scale());
  }

  private static Field nullable(Field.Builder field) {
    return field.setMode(Mode.NULLABLE).build();
  }

  /** The columns of a schema, in order, as DuckDB would have them. */
  static List<Column> columns(Schema schema) {
    return schema.getFields().stream().map(f -> new Column(f.getName(), read(f).sql())).toList();
  }

  /** The type of a column in DuckDB. */
  static DuckDbType read(Field field) {
    return isPlainBytes(field) ? BLOB : readWithin(field);
  }

  /** Whether a column has one value of bytes: the only bytes that arrive as such. */
  static boolean isPlainBytes(Field field) {
    return isBytes(field) && field.getMode() != Mode.REPEATED;
  }

  /** Whether a field within a struct or a list has texts in DuckDB. */
  static boolean isReadAsText(Field field) {
    return single(field).equals(TEXT);
  }

  private static DuckDbType readWithin(Field field) {
    DuckDbType single = single(field);
    return field.getMode() == Mode.REPEATED ? new DuckDbType.ListOf(single) : single;
  }

  private static DuckDbType single(Field field) {
    LegacySQLTypeName type = field.getType();
    if (type.equals(LegacySQLTypeName.RECORD)) {
      return new DuckDbType.Struct(
          field.getSubFields().stream()
              .map(f -> new DuckDbType.Member(f.getName(), readWithin(f)))
              .toList());
    }
    if (type.equals(LegacySQLTypeName.NUMERIC)) {
      return new DuckDbType.Decimal(
          digits(field.getPrecision(), NUMERIC_INTEGER_DIGITS + NUMERIC_SCALE),
          scale(field, NUMERIC_SCALE));
    }
    if (type.equals(LegacySQLTypeName.BIGNUMERIC)
        && field.getPrecision() != null
        && field.getPrecision() <= MOST_DIGITS) {
      return new DuckDbType.Decimal(digits(field.getPrecision(), MOST_DIGITS), scale(field, 0));
    }
    return new DuckDbType.Scalar(
        Optional.ofNullable(type.getStandardType()).map(READ::get).orElse(TEXT.sql()));
  }

  /**
   * The type of a column, of which {@link #of} makes the same one again: that of DuckDB where it
   * tells, and BigQuery's own where not.
   */
  static DuckDbType kept(Field field) {
    return isPlainBytes(field) ? BLOB : keptWithin(field);
  }

  private static DuckDbType keptWithin(Field field) {
    DuckDbType single =
        field.getType().equals(LegacySQLTypeName.RECORD)
            ? new DuckDbType.Struct(
                field.getSubFields().stream()
                    .map(f -> new DuckDbType.Member(f.getName(), keptWithin(f)))
                    .toList())
            : keptSingle(field);
    return field.getMode() == Mode.REPEATED ? new DuckDbType.ListOf(single) : single;
  }

  private static DuckDbType keptSingle(Field field) {
    DuckDbType read = single(field);
    boolean tells =
        field(field.getName(), read).filter(f -> text(f).equals(singleText(field))).isPresent();
    return tells ? read : new DuckDbType.Scalar(IN_BIGQUERY + singleText(field));
  }

  private static int digits(Long given, int otherwise) {
    return given == null ? otherwise : Math.toIntExact(given);
  }

  /** A scale that is not said is 0 where a precision is. */
  private static int scale(Field field, int otherwise) {
    return digits(field.getScale(), field.getPrecision() == null ? otherwise : 0);
  }

  /** A field's type as GoogleSQL writes it, e.g. {@code ARRAY<STRUCT<sku STRING>>}. */
  static String text(Field field) {
    String single = singleText(field);
    return field.getMode() == Mode.REPEATED ? "ARRAY<" + single + ">" : single;
  }

  private static String singleText(Field field) {
    if (field.getType().equals(LegacySQLTypeName.RECORD)) {
      return field.getSubFields().stream()
          .map(f -> f.getName() + " " + text(f))
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
    String name =
        Optional.ofNullable(field.getType().getStandardType())
            .map(StandardSQLTypeName::name)
            .orElse(field.getType().name());
    boolean isPlain = field.getPrecision() == null || field.getPrecision() == BIGNUMERIC_PRECISION;
    return isPlain ? name : name + "(" + field.getPrecision() + ", " + scale(field, 0) + ")";
  }
}
