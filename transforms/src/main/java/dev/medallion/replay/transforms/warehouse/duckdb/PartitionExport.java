package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Writes the live rows of a partition to a Parquet file. */
final class PartitionExport {
  private PartitionExport() {}

  static StagedFile run(Connection connection, TableRef table, String partition, Path target)
      throws SQLException {
    if (LiveTable.columns(connection, table).isEmpty()) {
      throw new WarehouseException("no table " + table.qualifiedName() + " to export");
    }
    if (Files.exists(target)) {
      throw new WarehouseException("cannot export to " + target + ": it exists; give another file");
    }
    long rows;
    try (Statement statement = connection.createStatement()) {
      rows =
          statement.executeUpdate(
              "COPY (SELECT * FROM "
                  + LiveTable.name(table)
                  + " WHERE "
                  + PartitionSql.in(table, List.of(partition))
                  + ") TO "
                  + Sql.literal(target.toString())
                  + " (FORMAT parquet, COMPRESSION zstd)");
    }
    Durable.written(target);
    try {
      return new StagedFile(target.toString(), Sha256.ofFile(target), rows, Files.size(target));
    } catch (IOException e) {
      throw new WarehouseException("can't read the exported " + target + ": " + e.getMessage(), e);
    }
  }
}
