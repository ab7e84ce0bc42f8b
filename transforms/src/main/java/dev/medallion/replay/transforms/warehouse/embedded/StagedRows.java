package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.changeset.StagedFile;
import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.duckdb.Sql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Replaces partitions of one table by the rows of files, in one statement each way. */
final class StagedRows {
  private final Connection connection;
  private final TableRef table;
  private final List<Column> columns;

  /**
   * @param columns of every file
   */
  StagedRows(Connection connection, TableRef table, List<Column> columns) {
    this.connection = connection;
    this.table = table;
    this.columns = columns;
  }

  /**
   * @param files of each partition; none: it is emptied
   */
  void replace(Map<Partition, List<StagedFile>> files) throws SQLException {
    requireOwnRows(files);
    List<String> values = files.keySet().stream().map(Partition::value).toList();
    List<String> paths = paths(files.values());
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM " + LiveTable.name(table) + " WHERE " + PartitionSql.in(table, values));
      if (!paths.isEmpty()) {
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

  /** A row outside its file's partition would lie beside the rows that another run replaces. */
  private void requireOwnRows(Map<Partition, List<StagedFile>> files) throws SQLException {
    for (Map.Entry<Partition, List<StagedFile>> entry : files.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        requireOwnRows(entry.getKey(), entry.getValue());
      }
    }
  }

  private void requireOwnRows(Partition partition, List<StagedFile> files) throws SQLException {
    Map<String, Long> found = new TreeMap<>();
    String sql =
        "SELECT "
            + PartitionSql.value(table)
            + ", count(*) FROM "
            + Sql.parquet(paths(List.of(files)))
            + " GROUP BY 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.put(String.valueOf(row.getString(1)), row.getLong(2));
      }
    }
    long own = found.getOrDefault(partition.value(), 0L);
    long all = found.values().stream().mapToLong(Long::longValue).sum();
    if (own != all) {
      throw new WarehouseException(
          "nothing was published: the files of "
              + partition
              + " hold rows of other partitions: "
              + found
              + "; this is a bug of the build stage, keep the run's folder and report it");
    }
    long promised = files.stream().mapToLong(StagedFile::rows).sum();
    if (all != promised) {
      throw new WarehouseException(
          "nothing was published: the files of "
              + partition
              + " hold "
              + all
              + " rows, not the "
              + promised
              + " that they were staged with; run again to build them anew");
    }
  }

  private static List<String> paths(Collection<List<StagedFile>> files) {
    List<String> paths = new ArrayList<>();
    files.forEach(some -> some.forEach(file -> paths.add(file.uri())));
    return paths;
  }
}
