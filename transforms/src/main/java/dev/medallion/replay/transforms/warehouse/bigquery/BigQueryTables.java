package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.JobForecast;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import dev.medallion.replay.transforms.warehouse.log.OpsTable;
import dev.medallion.replay.transforms.warehouse.log.StoredTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The tables in BigQuery. Rows that have to be compared are queried and compared on this machine,
 * since the checksum of rows is one of DuckDB's texts of values, which BigQuery writes otherwise.
 */
final class BigQueryTables implements StoredTables {
  private final Home home;
  private final TableShapes shapes;
  private final Queries queries;
  private final PartitionTimes times;
  private final KeySearch search;
  private final OpsLoads ops;
  private final KeptFiles kept;
  private final Targets targets;
  private final UserQuery userQuery;

  BigQueryTables(
      Home home,
      TableShapes shapes,
      Queries queries,
      PartitionTimes times,
      KeySearch search,
      OpsLoads ops,
      KeptFiles kept) {
    this.home = home;
    this.ops = ops;
    this.shapes = shapes;
    this.queries = queries;
    this.times = times;
    this.search = search;
    this.kept = kept;
    this.targets = new Targets(home, shapes, queries);
    this.userQuery = new UserQuery(queries);
  }

  @Override
  public ColumnTypes types() {
    return new BigQueryTypes();
  }

  @Override
  public List<Column> describe(TableRef table) {
    return schema(table).map(Fields::columns).orElse(List.of());
  }

  private Optional<Schema> schema(TableRef table) {
    return asked("look at " + table.qualifiedName(), () -> shapes.schema(table));
  }

  private static <T> T asked(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (BigQueryException e) {
      throw BigQueryErrors.failed(what, e);
    }
  }

  @Override
  public List<TypeChange> typeChanges(TableRef table, List<Column> wanted) {
    List<TypeChange> changes = new ArrayList<>();
    List<Field> there = schema(table).map(s -> (List<Field>) s.getFields()).orElse(List.of());
    for (Column column : wanted) {
      Optional<String> type = types().of(column.type());
      there.stream()
          .filter(f -> TableColumns.same(f.getName(), column.name()))
          .filter(f -> type.isPresent() && !Fields.text(f).equals(type.get()))
          .forEach(
              f -> changes.add(new TypeChange(column.name(), Fields.kept(f).sql(), column.type())));
    }
    return changes;
  }

  @Override
  public SortedMap<Partition, Content> content(TableRef table, Collection<String> partitions) {
    SortedMap<Partition, Content> content = new TreeMap<>();
    Optional<Schema> schema = partitions.isEmpty() ? Optional.empty() : schema(table);
    if (schema.isEmpty()) {
      return content;
    }
    List<Column> columns = Fields.columns(schema.get());
    try (LocalRows rows = rows(table, schema.get(), partitions)) {
      rows.query(
              "SELECT %s, count(*), %s, %s FROM %s GROUP BY 1"
                  .formatted(
                      PartitionSql.value(table),
                      RowChecksum.ofContent(columns),
                      RowChecksum.ofAll(columns),
                      LocalRows.ROWS),
              row ->
                  Map.entry(
                      row.getString(1),
                      new Content(row.getLong(2), row.getString(3), row.getString(4))))
          .forEach(e -> content.put(table.partition(e.getKey()), e.getValue()));
    }
    return content;
  }

  private LocalRows rows(TableRef table, Schema schema, Collection<String> partitions) {
    List<Field> fields = schema.getFields();
    return LocalRows.of(
        queries.run(
            "SELECT "
                + RowText.selected(fields, "r")
                + " FROM "
                + GoogleSql.table(home.datasets().table(table))
                + " AS r WHERE "
                + GoogleSql.in(table, partitions, "r")),
        fields);
  }

  @Override
  public SortedMap<String, String> lastModified(TableRef table, Collection<String> partitions) {
    return asked(
        "say when partitions were written",
        () ->
            partitions.isEmpty() || !shapes.isThere(table)
                ? new TreeMap<>()
                : times.of(home.datasets().table(table), partitions));
  }

  @Override
  public boolean find(KeyLookup lookup, Path file) {
    Optional<LocalRows> found = schema(lookup.table()).flatMap(s -> search.run(lookup, s));
    if (found.isEmpty()) {
      return false;
    }
    try (LocalRows rows = found.get()) {
      rows.copy(KeySearch.found(lookup, rows) + " ORDER BY ALL", file);
    }
    return true;
  }

  @Override
  public Optional<String> moved(KeyRead read, Collection<String> replaced) {
    TableRef table = TableRef.of(read);
    Optional<Schema> schema = schema(table);
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    try (LocalFiles.Borrowed files =
            LocalFiles.borrow(StagedFile.digests(List.of(read.keys(), read.found())));
        LocalRows local = LocalRows.open()) {
      String found = Sql.parquet(List.of(files.path(read.found().uri())));
      List<String> columns =
          local.columns(found).stream()
              .map(Column::name)
              .filter(c -> !c.equals("_partition"))
              .toList();
      KeyLookup lookup =
          new KeyLookup(table, read.columns(), Path.of(files.path(read.keys().uri())), columns);
      return withFound(
          lookup,
          now ->
              first(
                  local,
                  "SELECT min(_partition) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s))"
                      .formatted(
                          others(columns, found, replaced), others(columns, now, replaced))));
    }
  }

  private static String others(List<String> columns, String from, Collection<String> replaced) {
    return "(SELECT %s, _partition FROM %s WHERE _partition NOT IN %s)"
        .formatted(Sql.identifiers(columns), from, Sql.oneOf(replaced.stream()));
  }

  @Override
  public Optional<String> elsewhere(
      TableRef table, List<String> key, List<StagedFile> files, Collection<String> replaced) {
    if (files.isEmpty() || schema(table).isEmpty()) {
      return Optional.empty();
    }
    Path keys = kept.scratch();
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files));
        LocalRows local = LocalRows.open()) {
      KeySearch.keysOf(borrowed.paths(files.stream().map(StagedFile::uri).toList()), key, keys);
      return withFound(
          new KeyLookup(table, key, keys, key),
          now ->
              first(
                  local,
                  "SELECT min(_partition) FROM %s WHERE _partition NOT IN %s"
                      .formatted(now, Sql.oneOf(replaced.stream()))));
    } finally {
      kept.discard(keys);
    }
  }

  /** Asks something of the rows that hold the keys now. */
  private Optional<String> withFound(
      KeyLookup lookup, Function<String, Optional<String>> question) {
    Path now = kept.scratch();
    try {
      return find(lookup, now)
          ? question.apply(Sql.parquet(List.of(now.toString())))
          : Optional.empty();
    } finally {
      kept.discard(now);
    }
  }

  private static Optional<String> first(LocalRows local, String sql) {
    return Optional.ofNullable(
        local.query(sql, row -> Optional.ofNullable(row.getString(1))).get(0).orElse(null));
  }

  @Override
  public StagedFile export(TableRef table, String partition, Path file) {
    return export(table, partition, file, (fields, rows) -> {});
  }

  private StagedFile export(
      TableRef table, String partition, Path file, BiConsumer<List<Field>, LocalRows> check) {
    Optional<Schema> schema = schema(table);
    if (schema.isEmpty()) {
      throw new WarehouseException("no table " + table.qualifiedName() + " to export");
    }
    if (Files.exists(file)) {
      throw new WarehouseException("cannot export to " + file + ": it exists; give another file");
    }
    try (LocalRows rows = rows(table, schema.get(), List.of(partition))) {
      check.accept(schema.get().getFields(), rows);
      long count = rows.keep(schema.get().getFields(), file);
      return new StagedFile(file.toString(), Sha256.ofFile(file), count, Files.size(file));
    } catch (IOException e) {
      throw new WarehouseException("can't read the exported " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public StagedFile export(TableRef table, String partition) {
    Path scratch = kept.scratch();
    try {
      return kept.keep(
          export(
              table,
              partition,
              scratch,
              (fields, rows) -> LastingValues.require(table, partition, fields, rows)));
    } finally {
      kept.discard(scratch);
    }
  }

  @Override
  public SortedMap<String, Long> rowsByPartition(TableRef table, List<StagedFile> files) {
    SortedMap<String, Long> found = new TreeMap<>();
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files));
        LocalRows local = LocalRows.open()) {
      local
          .query(
              "SELECT %s, count(*) FROM %s GROUP BY 1"
                  .formatted(PartitionSql.value(table), parquet(files, borrowed)),
              row -> Map.entry(String.valueOf(row.getString(1)), row.getLong(2)))
          .forEach(e -> found.put(e.getKey(), e.getValue()));
    }
    return found;
  }

  @Override
  public List<Column> columnsOf(List<StagedFile> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files));
        LocalRows local = LocalRows.open()) {
      return TypesInFile.columns(local, paths(files, borrowed));
    }
  }

  private static String parquet(List<StagedFile> files, LocalFiles.Borrowed borrowed) {
    return Sql.parquet(paths(files, borrowed));
  }

  private static List<String> paths(List<StagedFile> files, LocalFiles.Borrowed borrowed) {
    return borrowed.paths(files.stream().map(StagedFile::uri).toList());
  }

  @Override
  public void requirePublishable(Collection<Replacement> replacements) {
    asked(
        "look at what is to be published to",
        () -> {
          targets.require(replacements);
          return true;
        });
  }

  @Override
  public boolean hasOps() {
    return true;
  }

  @Override
  public void append(OpsTable table, String key, List<List<Object>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    Path scratch = kept.scratch();
    try {
      ops.append(table, key, rows, scratch);
    } finally {
      kept.discard(scratch);
    }
  }

  @Override
  public Optional<JobForecast> forecast(Collection<Replacement> replacements) {
    return replacements.isEmpty() ? Optional.empty() : Optional.of(Forecasts.of(replacements));
  }

  @Override
  public QueryResult query(String sql, int limit) {
    return userQuery.run(sql, limit, ScanLimit.NONE);
  }
}
