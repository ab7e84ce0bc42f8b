package dev.medallion.replay.transforms.engine;

import dev.medallion.replay.transforms.engine.DuckDbType.ListOf;
import dev.medallion.replay.transforms.engine.DuckDbType.Member;
import dev.medallion.replay.transforms.engine.DuckDbType.Scalar;
import dev.medallion.replay.transforms.engine.DuckDbType.Struct;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How values are stored, the same in every warehouse, so that rows are the same ones wherever they
 * are read from.
 *
 * <p>Zero has no sign. DuckDB's Parquet writer takes 0.0 and -0.0 for one value and writes the one
 * that it met first, so that a sign would depend on the rows beside it.
 *
 * <p>JSON is stored as its text: no warehouse but DuckDB's keeps it as it was.
 *
 * <p>A list is never null, but empty: BigQuery does not tell the two apart.
 */
public final class StoredValues {
  private static final Set<String> SIGNED = Set.of("DOUBLE", "FLOAT");
  private static final DuckDbType JSON = new Scalar("JSON");
  private static final DuckDbType TEXT = new Scalar("VARCHAR");

  private StoredValues() {}

  /** Columns with the types with which they are stored. */
  public static List<Column> columns(Collection<Column> columns) {
    return columns.stream().map(c -> new Column(c.name(), type(c.type()))).toList();
  }

  /** The type with which a column of a type is stored, in one form for all texts of it. */
  public static String type(String type) {
    return DuckDbType.parse(type).map(t -> stored(t).sql()).orElse(type);
  }

  private static boolean hasJson(DuckDbType type) {
    return !stored(type).equals(type);
  }

  private static DuckDbType stored(DuckDbType type) {
    if (type instanceof ListOf list) {
      return new ListOf(stored(list.element()));
    }
    if (type instanceof Struct struct) {
      return new Struct(
          struct.members().stream().map(m -> new Member(m.name(), stored(m.type()))).toList());
    }
    return type.equals(JSON) ? TEXT : type;
  }

  /**
   * A select list: columns as they are stored.
   *
   * @param columns of the relation that is selected from
   */
  public static String select(List<Column> columns) {
    return columns.stream()
        .map(
            c -> {
              String name = Sql.identifier(c.name());
              return toStored(c).map(value -> value + " AS " + name).orElse(name);
            })
        .collect(Collectors.joining(", "));
  }

  /**
   * The rows of a relation as they are stored.
   *
   * @param columns all of its columns
   */
  public static String in(String relation, List<Column> columns) {
    return columns.stream().anyMatch(c -> toStored(c).isPresent())
        ? "(SELECT " + select(columns) + " FROM " + relation + ")"
        : relation;
  }

  /**
   * The rows of a relation, with texts for JSON, and nothing else changed.
   *
   * @param columns all of its columns
   */
  public static String texts(String relation, List<Column> columns) {
    return columns.stream()
            .noneMatch(c -> DuckDbType.parse(c.type()).filter(StoredValues::hasJson).isPresent())
        ? relation
        : columns(columns).stream()
            .map(c -> cast(Sql.identifier(c.name()), c.type()) + " AS " + Sql.identifier(c.name()))
            .collect(Collectors.joining(", ", "(SELECT ", " FROM " + relation + ")"));
  }

  /** An expression; empty: the column is stored as it is. */
  private static Optional<String> toStored(Column column) {
    return DuckDbType.parse(column.type())
        .filter(type -> isChanged(type) || hasJson(type))
        .map(
            type -> {
              String value = value(type, Sql.identifier(column.name()), 0);
              return hasJson(type) ? "CAST(" + value + " AS " + stored(type).sql() + ")" : value;
            });
  }

  /** Whether values of a type may be others once they are stored, besides those of JSON. */
  private static boolean isChanged(DuckDbType type) {
    if (type instanceof ListOf) {
      return true;
    }
    if (type instanceof Struct struct) {
      return struct.members().stream().anyMatch(m -> isChanged(m.type()));
    }
    return SIGNED.contains(type.sql());
  }

  private static String value(DuckDbType type, String value, int depth) {
    return isChanged(type) ? parts(type, value, depth, StoredValues::value) : value;
  }

  /** Values of a type that are stored, as SQL sees them. */
  private static String seen(DuckDbType type, String stored, int depth) {
    if (type.equals(JSON)) {
      // A text that is no JSON is somebody else's.
      return "coalesce(TRY_CAST(%1$s AS JSON), to_json(%1$s))".formatted(stored);
    }
    return isChanged(type) || hasJson(type)
        ? parts(type, stored, depth, StoredValues::seen)
        : stored;
  }

  /** Makes an expression of another one, for values of a type. */
  @FunctionalInterface
  private interface Rewriting {
    String of(DuckDbType type, String value, int depth);
  }

  private static String parts(DuckDbType type, String value, int depth, Rewriting rewriting) {
    if (type instanceof ListOf list) {
      String element = "e" + depth;
      String rewritten = rewriting.of(list.element(), element, depth + 1);
      return "coalesce("
          + (rewritten.equals(element)
              ? value
              : "list_transform(%s, lambda %s: %s)".formatted(value, element, rewritten))
          + ", [])";
    }
    if (type instanceof Struct struct) {
      return struct.members().stream()
          .map(
              m -> {
                String name = Sql.identifier(m.name());
                return name + " := " + rewriting.of(m.type(), "(" + value + ")." + name, depth);
              })
          .collect(
              Collectors.joining(
                  ", ", "CASE WHEN " + value + " IS NOT NULL THEN struct_pack(", ") END"));
    }
    return "CASE WHEN %1$s = 0 THEN 0::%2$s ELSE %1$s END".formatted(value, type.sql());
  }

  /** A query: no rows of such columns. */
  public static String none(List<Column> columns) {
    return columns.stream()
        .map(c -> cast("NULL", c.type()) + " AS " + Sql.identifier(c.name()))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE FALSE"));
  }

  /**
   * A query: stored rows as SQL sees them, also those of an older version of this program, or of
   * somebody else. A column that the relation lacks, as the model gained it since, is null, or an
   * empty list.
   *
   * @param columns as SQL sees them
   */
  public static String shown(DuckDbSession session, List<Column> columns, String relation) {
    Set<String> there =
        session.describe(relation).stream().map(Column::name).collect(Collectors.toSet());
    return "SELECT "
        + columns.stream()
            .map(c -> shown(c, there.contains(c.name()) ? Sql.identifier(c.name()) : "NULL"))
            .collect(Collectors.joining(", "))
        + " FROM "
        + relation;
  }

  /** The same for a relation of very many files, which are not looked at beforehand. */
  public static String shownOfMany(List<Column> columns, String relation) {
    return "SELECT "
        + columns.stream()
            .map(c -> shown(c, Sql.identifier(c.name())))
            .collect(Collectors.joining(", "))
        + " FROM ("
        + none(columns(columns))
        + " UNION ALL BY NAME SELECT * FROM "
        + relation
        + ")";
  }

  private static String shown(Column column, String value) {
    String stored = cast(value, type(column.type()));
    return DuckDbType.parse(column.type()).map(type -> seen(type, stored, 0)).orElse(stored)
        + " AS "
        + Sql.identifier(column.name());
  }

  private static String cast(String value, String type) {
    return "CAST(" + value + " AS " + type + ")";
  }
}
