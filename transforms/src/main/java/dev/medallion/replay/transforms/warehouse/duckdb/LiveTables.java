package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.AskedDatabase.answer;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.ColumnTypes;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Tables;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables in the file, as a transaction sees them. */
final class LiveTables implements Tables {
  private final Connection connection;
  private final KeptFiles kept;

  LiveTables(Connection connection, KeptFiles kept) {
    this.connection = connection;
    this.kept = kept;
  }

  @Override
  public ColumnTypes types() {
    return new DuckDbTypes();
  }

  @Override
  public List<Column> describe(TableRef table) {
    return answer(() -> LiveTable.columns(connection, table));
  }

  @Override
  public List<TypeChange> typeChanges(TableRef table, List<Column> wanted) {
    return answer(() -> TableShape.typeChanges(connection, table, wanted));
  }

  @Override
  public SortedMap<Partition, Content> content(TableRef table, Collection<String> partitions) {
    return answer(() -> LiveTable.content(connection, table, partitions));
  }

  @Override
  public Optional<String> moved(KeyRead read, Collection<String> replaced) {
    return answer(() -> movedNow(read, replaced));
  }

  private Optional<String> movedNow(KeyRead read, Collection<String> replaced) throws SQLException {
    TableRef table = TableRef.of(read);
    if (LiveTable.columns(connection, table).isEmpty()) {
      return Optional.empty();
    }
    try (LocalFiles.Borrowed files =
        LocalFiles.borrow(StagedFile.digests(List.of(read.keys(), read.found())))) {
      return movedNow(
          table,
          read,
          Path.of(files.path(read.keys().uri())),
          files.path(read.found().uri()),
          replaced);
    }
  }

  private Optional<String> movedNow(
      TableRef table, KeyRead read, Path keys, String found, Collection<String> replaced)
      throws SQLException {
    List<String> columns = columns(found);
    columns.remove("_partition");
    String others = Sql.oneOf(replaced.stream());
    String before = select(columns, Sql.parquet(List.of(found)), others);
    String now =
        select(
            columns,
            "(" + KeySearch.query(new KeyLookup(table, read.columns(), keys, columns)) + ")",
            others);
    return first(
        "SELECT min(_partition) FROM ((%1$s EXCEPT ALL %2$s) UNION ALL (%2$s EXCEPT ALL %1$s))"
            .formatted(before, now));
  }

  private static String select(List<String> columns, String from, String replaced) {
    return "(SELECT %s, _partition FROM %s WHERE _partition NOT IN %s)"
        .formatted(Sql.identifiers(columns), from, replaced);
  }

  /** Those of the rows that were found. */
  private List<String> columns(String found) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("DESCRIBE SELECT * FROM " + Sql.parquet(List.of(found)))) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }

  @Override
  public Optional<String> elsewhere(
      TableRef table, List<String> key, List<StagedFile> files, Collection<String> replaced) {
    String names = Sql.identifiers(key);
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files))) {
      return answer(
          () ->
              first(
                  "SELECT min(%s) FROM %s SEMI JOIN (SELECT %s FROM %s) USING (%s) WHERE NOT (%s)"
                      .formatted(
                          PartitionSql.value(table),
                          LiveTable.name(table),
                          names,
                          Sql.parquet(paths(files, borrowed)),
                          names,
                          PartitionSql.in(table, replaced))));
    }
  }

  private Optional<String> first(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return Optional.ofNullable(row.getString(1));
    }
  }

  @Override
  public StagedFile export(TableRef table, String partition) {
    Path scratch = kept.scratch();
    try {
      return kept.keep(answer(() -> PartitionExport.run(connection, table, partition, scratch)));
    } finally {
      kept.discard(scratch);
    }
  }

  @Override
  public SortedMap<String, Long> rowsByPartition(TableRef table, List<StagedFile> files) {
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(files))) {
      String sql =
          "SELECT "
              + PartitionSql.value(table)
              + ", count(*) FROM "
              + Sql.parquet(paths(files, borrowed))
              + " GROUP BY 1";
      return answer(
          () -> {
            SortedMap<String, Long> found = new TreeMap<>();
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
              while (row.next()) {
                found.put(String.valueOf(row.getString(1)), row.getLong(2));
              }
            }
            return found;
          });
    }
  }

  private static List<String> paths(List<StagedFile> files, LocalFiles.Borrowed borrowed) {
    return files.stream().map(f -> borrowed.path(f.uri())).toList();
  }
}
