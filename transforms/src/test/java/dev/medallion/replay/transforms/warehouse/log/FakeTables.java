package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.RowChecksum;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of a warehouse that knows nothing but partitions: each of them is a few Parquet files,
 * which a job replaces. DuckDB only answers questions about them.
 */
final class FakeTables implements StoredTables {
  private final Path folder;
  private final KeptFiles kept;
  private final Map<String, Table> tables = new HashMap<>();
  private int files;
  private int writes;
  private int compared;

  /** What there is of a table. */
  private static final class Table {
    final List<Column> columns = new ArrayList<>();
    final TreeMap<String, List<Path>> partitions = new TreeMap<>();
    final TreeMap<String, String> lastModified = new TreeMap<>();
  }

  FakeTables(Path folder, KeptFiles kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /** What a job does; says when it did. */
  synchronized String carryOut(Job job) {
    if (job.work() instanceof Job.Work.Load load) {
      Replacement replacement = load.replacement();
      List<Path> copies = new ArrayList<>();
      for (StagedFile file : replacement.result().files()) {
        copies.add(copy(Path.of(kept.resolve(file).uri())));
      }
      write(job.table(), job.partition(), replacement.result().columns(), copies);
    } else if (job.work() instanceof Job.Work.Empty empty) {
      write(job.table(), job.partition(), empty.replacement().result().columns(), List.of());
    } else {
      return "";
    }
    return tables.get(job.table()).lastModified.get(job.partition());
  }

  /** Somebody writes the rows of a SELECT, past every head. */
  synchronized void writeByHand(TableRef table, String partition, String select) {
    Path file = newFile();
    execute("COPY (" + select + ") TO " + Sql.literal(file.toString()) + " (FORMAT parquet)");
    write(
        table.qualifiedName(),
        partition,
        columns(Sql.parquet(paths(List.of(file)))),
        List.of(file));
  }

  private void write(String name, String partition, List<Column> columns, List<Path> rows) {
    Table table = tables.computeIfAbsent(name, n -> new Table());
    for (Column column : columns) {
      if (table.columns.stream().noneMatch(c -> TableColumns.same(c.name(), column.name()))) {
        table.columns.add(column);
      }
    }
    table.lastModified.put(partition, "write " + ++writes);
    if (rows.isEmpty()) {
      table.partitions.remove(partition);
    } else {
      table.partitions.put(partition, rows);
    }
  }

  private Path copy(Path from) {
    try {
      return Files.copy(from, newFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path newFile() {
    return folder.resolve("table-" + files++ + ".parquet");
  }

  private Table table(TableRef table) {
    return tables.getOrDefault(table.qualifiedName(), new Table());
  }

  @Override
  public ColumnTypes types() {
    return new FakeTypes();
  }

  @Override
  public synchronized SortedMap<String, String> lastModified(
      TableRef table, Collection<String> partitions) {
    SortedMap<String, String> said = new TreeMap<>(table(table).lastModified);
    said.keySet().retainAll(partitions);
    return said;
  }

  /** How many partitions' rows somebody has asked for. */
  synchronized int compared() {
    return compared;
  }

  @Override
  public synchronized List<Column> describe(TableRef table) {
    return List.copyOf(table(table).columns);
  }

  @Override
  public synchronized List<TypeChange> typeChanges(TableRef table, List<Column> wanted) {
    List<TypeChange> changes = new ArrayList<>();
    for (Column column : wanted) {
      table(table).columns.stream()
          .filter(c -> TableColumns.same(c.name(), column.name()))
          .filter(c -> !c.type().equals(column.type()))
          .forEach(c -> changes.add(new TypeChange(column.name(), c.type(), column.type())));
    }
    return changes;
  }

  @Override
  public synchronized SortedMap<Partition, Content> content(
      TableRef table, Collection<String> partitions) {
    SortedMap<Partition, Content> content = new TreeMap<>();
    Table there = table(table);
    for (String partition : partitions) {
      compared++;
      if (there.partitions.containsKey(partition)) {
        content.put(
            table.partition(partition),
            ask(
                    "SELECT count(*), %s, %s FROM (%s)"
                        .formatted(
                            RowChecksum.ofContent(there.columns),
                            RowChecksum.ofAll(there.columns),
                            rows(there, partition)),
                    row -> new Content(row.getLong(1), row.getString(2), row.getString(3)))
                .get(0));
      }
    }
    return content;
  }

  /** A SELECT of a partition's rows, with all columns of the table. */
  private static String rows(Table table, String partition) {
    return "SELECT "
        + Sql.identifiers(table.columns.stream().map(Column::name).toList())
        + " FROM ("
        + none(table)
        + " UNION ALL BY NAME SELECT * FROM "
        + Sql.parquet(paths(table.partitions.getOrDefault(partition, List.of())))
        + ")";
  }

  /** A SELECT of no rows, with all columns of the table. */
  private static String none(Table table) {
    return table.columns.stream()
        .map(c -> "NULL::" + c.type() + " AS " + Sql.identifier(c.name()))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  /** A SELECT of all rows but those of some partitions, with {@code _partition}. */
  private static String others(Table table, Collection<String> without) {
    return table.partitions.keySet().stream()
        .filter(p -> !without.contains(p))
        .map(p -> "SELECT *, " + Sql.literal(p) + " AS _partition FROM (" + rows(table, p) + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private static List<String> paths(List<Path> files) {
    return files.stream().map(Path::toString).toList();
  }

  @Override
  public synchronized Optional<String> moved(KeyRead read, Collection<String> replaced) {
    String there = others(table(TableRef.of(read)), replaced);
    String found = Sql.parquet(List.of(read.found().uri()));
    String columns = Sql.identifiers(columns(found).stream().map(Column::name).toList());
    String before =
        "SELECT %s FROM %s WHERE _partition NOT IN %s"
            .formatted(columns, found, Sql.oneOf(replaced.stream()));
    String now =
        there.isEmpty()
            ? "SELECT %s FROM %s WHERE false".formatted(columns, found)
            : "SELECT %s FROM (%s) SEMI JOIN %s USING (%s)"
                .formatted(
                    columns,
                    there,
                    Sql.parquet(List.of(read.keys().uri())),
                    Sql.identifiers(read.columns()));
    return first(
        "SELECT min(_partition) FROM (((%1$s) EXCEPT ALL (%2$s)) UNION ALL ((%2$s) EXCEPT ALL (%1$s)))"
            .formatted(before, now));
  }

  @Override
  public synchronized Optional<String> elsewhere(
      TableRef table, List<String> key, List<StagedFile> staged, Collection<String> replaced) {
    String there = others(table(table), replaced);
    return there.isEmpty()
        ? Optional.empty()
        : first(
            "SELECT min(_partition) FROM (%s) SEMI JOIN %s USING (%s)"
                .formatted(
                    there,
                    Sql.parquet(staged.stream().map(StagedFile::uri).toList()),
                    Sql.identifiers(key)));
  }

  @Override
  public synchronized boolean find(KeyLookup lookup, Path file) {
    Table table = table(lookup.table());
    if (table.columns.isEmpty()) {
      return false;
    }
    execute(
        "COPY (SELECT %s, _partition FROM (%s) SEMI JOIN %s USING (%s)) TO %s (FORMAT parquet)"
            .formatted(
                lookup.select().isEmpty() ? "*" : Sql.identifiers(lookup.select()),
                others(table, List.of()),
                Sql.parquet(List.of(lookup.keys().toString())),
                Sql.identifiers(lookup.columns()),
                Sql.literal(file.toString())));
    return true;
  }

  @Override
  public synchronized StagedFile export(TableRef table, String partition, Path file) {
    Table there = table(table);
    if (there.columns.isEmpty()) {
      throw new WarehouseException("there is no table " + table.qualifiedName() + " to export");
    }
    String rows = there.partitions.containsKey(partition) ? rows(there, partition) : none(there);
    long count =
        execute("COPY (" + rows + ") TO " + Sql.literal(file.toString()) + " (FORMAT parquet)");
    return Staging.file(file, count);
  }

  @Override
  public synchronized StagedFile export(TableRef table, String partition) {
    Path scratch = kept.scratch();
    try {
      return kept.keep(export(table, partition, scratch));
    } finally {
      kept.discard(scratch);
    }
  }

  @Override
  public SortedMap<String, Long> rowsByPartition(TableRef table, List<StagedFile> staged) {
    SortedMap<String, Long> found = new TreeMap<>();
    ask(
            "SELECT %s, count(*) FROM %s GROUP BY 1"
                .formatted(
                    PartitionSql.value(table),
                    Sql.parquet(staged.stream().map(StagedFile::uri).toList())),
            row -> Map.entry(String.valueOf(row.getString(1)), row.getLong(2)))
        .forEach(e -> found.put(e.getKey(), e.getValue()));
    return found;
  }

  @Override
  public List<Column> columnsOf(List<StagedFile> staged) {
    return staged.isEmpty()
        ? List.of()
        : columns(Sql.parquet(staged.stream().map(StagedFile::uri).toList()));
  }

  private static List<Column> columns(String relation) {
    return ask(
        "DESCRIBE SELECT * FROM " + relation,
        row -> new Column(row.getString(1), row.getString(2)));
  }

  @Override
  public QueryResult query(String sql, int limit) {
    throw new WarehouseException("the fake answers no queries");
  }

  /** What one row says. */
  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static Optional<String> first(String sql) {
    List<Optional<String>> rows = ask(sql, row -> Optional.ofNullable(row.getString(1)));
    return rows.isEmpty() ? Optional.empty() : rows.get(0);
  }

  private static <T> List<T> ask(String sql, RowReader<T> reader) {
    List<T> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet row = statement.executeQuery(sql)) {
        while (row.next()) {
          rows.add(reader.read(row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new WarehouseException("the fake failed: " + e.getMessage(), e);
    }
  }

  private static long execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new WarehouseException("the fake failed: " + e.getMessage(), e);
    }
  }
}
