package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.WarehouseStatus.OpenPartition;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The published partitions that more may still arrive for, whatever model they are of. */
final class OpenPartitions {
  private OpenPartitions() {}

  static List<OpenPartition> read(Connection connection) throws SQLException {
    List<OpenPartition> open = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT table_name, partition, run_id, CAST(open_until AS VARCHAR),"
                    + " CAST(inputs AS VARCHAR) FROM "
                    + OpsSchema.HEADS
                    + " WHERE open_until IS NOT NULL OR contains(CAST(inputs AS VARCHAR), "
                    + Sql.literal('"' + RecordedInputs.AWAITED + '"')
                    + ") ORDER BY table_name, partition")) {
      while (row.next()) {
        open.add(
            new OpenPartition(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)).map(LocalDate::parse),
                RecordedInputs.awaitedInWords(OpsJson.inputs(row.getString(5)))));
      }
    }
    return open;
  }
}
