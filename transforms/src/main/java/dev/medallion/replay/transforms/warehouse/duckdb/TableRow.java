package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads a row of {@code ops.replay_tables}, by the names of its columns. */
final class TableRow {
  private TableRow() {}

  static TableRef table(ResultSet row) throws SQLException {
    String name = row.getString("table_name");
    int dot = name.indexOf('.');
    return new TableRef(
        name.substring(dot + 1),
        name.substring(0, dot),
        row.getString("partition_column"),
        Grain.valueOf(row.getString("grain")));
  }

  /** Whose rows the table has; empty where it is computed from other tables. */
  static Optional<EntityRef> entity(ResultSet row) throws SQLException {
    String ledger = row.getString("ledger");
    return ledger == null
        ? Optional.empty()
        : Optional.of(
            new EntityRef(
                ledger,
                row.getString("source"),
                OpsJson.texts(row.getString("entity_key")),
                OpsJson.texts(row.getString("latest_by"))));
  }
}
