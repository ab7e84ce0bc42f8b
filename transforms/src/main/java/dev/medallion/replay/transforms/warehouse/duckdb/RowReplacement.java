package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;

/** Replaces the rows of partitions by those of files. */
final class RowReplacement {
  private final Connection connection;
  private final TableRef table;
  private final List<Column> columns;

  /**
   * @param columns of every file
   */
  RowReplacement(Connection connection, TableRef table, List<Column> columns) {
    this.connection = connection;
    this.table = table;
    this.columns = columns;
  }

  /**
   * @param files of each partition, which hold its rows and no others; none: it is emptied
   */
  void replace(SortedMap<String, List<StagedFile>> files) throws SQLException {
    List<StagedFile> all = files.values().stream().flatMap(List::stream).toList();
    try (LocalFiles.Borrowed borrowed = LocalFiles.borrow(StagedFile.digests(all));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM "
              + LiveTable.name(table)
              + " WHERE "
              + PartitionSql.in(table, files.keySet()));
      if (!all.isEmpty()) {
        List<String> paths = all.stream().map(f -> borrowed.path(f.uri())).toList();
        String names = Sql.identifiers(columns.stream().map(Column::name).toList());
        statement.execute(
            "INSERT INTO "
                + LiveTable.name(table)
                + " ("
                + names
                + ") SELECT "
                + names
                + " FROM "
                + Sql.parquet(paths));
      }
    }
  }
}
