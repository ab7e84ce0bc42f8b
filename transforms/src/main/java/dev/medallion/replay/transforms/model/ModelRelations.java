package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.functions.MaskKey;
import dev.medallion.replay.transforms.model.functions.SqlFunctions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a model's SQL sees: the columns of its relations, and the SQL that makes them. The loader
 * binds the SQL against them, and the pipeline fills them, so both see the same.
 */
public final class ModelRelations {
  /** Names the version that a row comes from. */
  public static final String EVENT = "_event";

  /** DuckDB's own number of a row, by which the versions in a shard are told apart. */
  static final String ROW_ID = "rowid";

  /** The relation of a source's objects. */
  public static final String OBJECTS = TableReader.OBJECTS;

  static final List<String> OBJECT_COLUMNS =
      List.of("source", "path", "records", "newest_version_at");

  private ModelRelations() {}

  /**
   * Fields in the model's order, path columns that are no field, {@code _event}. A path column that
   * only some of several sources have is null in versions of the others.
   */
  public static List<Column> entityColumns(Model model, Entity entity) {
    return entityColumns(
        entity.fields(), model.sourcesOf(entity).stream().map(Source::path).toList());
  }

  static List<Column> entityColumns(List<Field> fields, List<PathTemplate> paths) {
    List<Column> columns = new ArrayList<>();
    fields.forEach(f -> columns.add(new Column(f.name(), columnType(f))));
    for (Column column : paths.stream().flatMap(p -> pathColumns(p).stream()).distinct().toList()) {
      if (fields.stream().noneMatch(f -> f.name().equals(column.name()))) {
        columns.add(column);
      }
    }
    columns.add(new Column(EVENT, "BIGINT"));
    return List.copyOf(columns);
  }

  /**
   * Of a part of an event: the event's key, the part's fields, path columns that are neither,
   * {@code _event}.
   */
  public static List<Column> partColumns(Model model, Entity event, Part part) {
    return partColumns(event, part, model.sourcesOf(event).stream().map(Source::path).toList());
  }

  static List<Column> partColumns(Entity event, Part part, List<PathTemplate> paths) {
    List<Field> fields = new ArrayList<>();
    event.key().forEach(k -> event.field(k).ifPresent(fields::add));
    fields.addAll(part.ownFields(event));
    return entityColumns(fields, paths);
  }

  /** The named parts of a path: dates as DATE, others as VARCHAR. */
  public static List<Column> pathColumns(PathTemplate path) {
    return path.columns().stream()
        .map(name -> new Column(name, path.isDate(name) ? "DATE" : "VARCHAR"))
        .toList();
  }

  /** {@code source}, {@code path}, the path columns, {@code records}, {@code newest_version_at}. */
  public static List<Column> objectColumns(Source source) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("source", "VARCHAR"));
    columns.add(new Column("path", "VARCHAR"));
    columns.addAll(pathColumns(source.path()));
    columns.add(new Column("records", "BIGINT"));
    columns.add(new Column("newest_version_at", "TIMESTAMP WITH TIME ZONE"));
    return List.copyOf(columns);
  }

  /** What an aggregate or an audit sees of a table: all columns that are not hidden. */
  public static List<Column> visibleColumns(Model model, String table) {
    return model.columns(table).stream().filter(c -> !c.isHidden()).toList();
  }

  /** The DuckDB type of a field, e.g. {@code STRUCT("sku" VARCHAR, "n" BIGINT)[]}. */
  public static String columnType(Field field) {
    return columnType(field, FieldType.of(FieldType.Kind.JSON));
  }

  /** The same, where JSON inside a list stands as a text. */
  public static String columnTypeOfText(Field field) {
    return columnType(field, FieldType.of(FieldType.Kind.STRING));
  }

  private static String columnType(Field field, FieldType innerJson) {
    if (field.type().kind() != FieldType.Kind.LIST_STRUCT) {
      return field.type().sql();
    }
    return field.children().stream()
        .map(
            c ->
                Sql.identifier(c.name())
                    + " "
                    + (c.type().kind() == FieldType.Kind.JSON
                        ? innerJson.sql()
                        : columnType(c, innerJson)))
        .collect(Collectors.joining(", ", "STRUCT(", ")[]"));
  }

  /** The columns of a reference table. */
  public static List<Column> referenceColumns(Model model, String name) {
    return reference(model, name).columns();
  }

  /** The statements that make a reference table and fill it; they read no file. */
  public static List<String> createReferenceTable(Model model, String name) {
    ReferenceTable table = reference(model, name);
    List<String> statements = new ArrayList<>();
    statements.add(Sql.createTable(Sql.identifier(name), table.columns()));
    if (!table.rows().isEmpty()) {
      statements.add(
          table.rows().stream()
              .map(ModelRelations::values)
              .collect(
                  Collectors.joining(
                      ", ", "INSERT INTO " + Sql.identifier(name) + " VALUES ", "")));
    }
    return statements;
  }

  private static String values(List<Optional<String>> row) {
    return row.stream()
        .map(cell -> cell.map(Sql::literal).orElse("NULL"))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static ReferenceTable reference(Model model, String name) {
    String csv = model.references().get(name);
    if (csv == null) {
      throw new IllegalArgumentException("no reference table " + name + " in " + model.name());
    }
    try {
      return ReferenceTable.parse(csv);
    } catch (ReferenceTable.CsvException e) {
      throw new IllegalStateException("the loader has read reference table " + name, e);
    }
  }

  /**
   * The statements that define what some SQL may call that does not run per partition: {@code
   * as_of()}, and what it calls of {@link SqlFunctions}.
   *
   * @param asOf the run's "now"
   * @param maskKey asked for where the SQL makes masks
   */
  public static List<String> createFunctions(
      Instant asOf, Collection<String> sql, Supplier<MaskKey> maskKey) {
    List<String> statements = new ArrayList<>(createMacros(asOf, Optional.empty()));
    statements.addAll(SqlFunctions.calledBy(sql, maskKey));
    return statements;
  }

  /**
   * The statements that define {@code as_of()} (TIMESTAMP WITH TIME ZONE) and, where there is one,
   * {@code partition_day()} (DATE), in place of earlier ones.
   *
   * @param asOf the run's "now", cut to microseconds
   * @param partitionDay the partition's first day
   */
  public static List<String> createMacros(Instant asOf, Optional<LocalDate> partitionDay) {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE OR REPLACE MACRO as_of() AS CAST("
            + Sql.literal(asOf.truncatedTo(ChronoUnit.MICROS).toString())
            + " AS TIMESTAMP WITH TIME ZONE)");
    partitionDay.ifPresent(
        day ->
            statements.add(
                "CREATE OR REPLACE MACRO partition_day() AS CAST("
                    + Sql.literal(day.toString())
                    + " AS DATE)"));
    return statements;
  }
}
