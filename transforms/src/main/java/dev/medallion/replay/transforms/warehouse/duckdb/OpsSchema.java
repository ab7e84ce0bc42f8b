package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tool's own tables, in schema {@code ops}.
 *
 * <p>They carry no keys: DuckDB checks a key against rows deleted in the same transaction.
 */
final class OpsSchema {
  /**
   * Of the tables below. A warehouse of another one is left alone: what older versions of this
   * program published lacks what this version compares a model with.
   */
  static final int VERSION = 5;

  static final String META = "ops.replay_meta";
  static final String HEADS = "ops.replay_heads";
  static final String RUNS = "ops.replay_runs";
  static final String PARTITIONS = "ops.replay_partitions";
  static final String DEAD_LETTERS = "ops.replay_dead_letters";
  static final String DEAD_LETTER_UNITS = "ops.replay_dead_letter_units";
  static final String LEASES = "ops.replay_leases";
  static final String LEASE_SHARES = "ops.replay_lease_shares";
  static final String TABLES = "ops.replay_tables";

  // One row a scope of a lease of some rows; none of a lease of all. Warehouses that were made
  // before there were any lack it.
  private static final String LEASE_SHARES_TABLE =
      LEASE_SHARES + " (run_id VARCHAR, scope VARCHAR, turn BOOLEAN)";

  private static final List<String> ALL =
      List.of(
          META + " (key VARCHAR, value VARCHAR)",
          // One row a partition: its newest version. Files and inputs are JSON.
          HEADS
              + " (table_name VARCHAR, partition VARCHAR, version INTEGER, run_id VARCHAR,"
              + " files JSON, row_count BIGINT, checksum VARCHAR, full_checksum VARCHAR,"
              + " open_until DATE, inputs JSON)",
          // Sequence: the order of publishing, since clocks of two machines may differ. Basis: the
          // plan that was applied, or the run that was taken back.
          RUNS
              + " (run_id VARCHAR, model VARCHAR, model_digest VARCHAR, window_from DATE, window_to"
              + " DATE, as_of TIMESTAMPTZ, verdict VARCHAR, change_set VARCHAR, started_at"
              + " TIMESTAMPTZ, finished_at TIMESTAMPTZ, sequence BIGINT, command VARCHAR, basis"
              + " VARCHAR, published_by VARCHAR, created_tables JSON)",
          // Append-only. Files and inputs of every version: what a rollback points back to. Origin:
          // the version whose rows these are, which a rollback brought back; null: its own.
          // Replaced: what stood there before, as JSON of a head.
          PARTITIONS
              + " (run_id VARCHAR, position INTEGER, table_name VARCHAR, partition VARCHAR,"
              + " action VARCHAR, rows_before BIGINT, rows_after BIGINT,"
              + " checksum_before VARCHAR, checksum_after VARCHAR,"
              + " full_checksum_before VARCHAR, full_checksum_after VARCHAR,"
              + " version INTEGER, open_until DATE, files JSON, inputs JSON,"
              + " published_at TIMESTAMPTZ, origin INTEGER, replaced JSON)",
          DEAD_LETTERS
              + " (source VARCHAR, entity VARCHAR, arrival_date DATE, object VARCHAR,"
              + " generation VARCHAR, position BIGINT, columns JSON, stage VARCHAR, code VARCHAR,"
              + " field VARCHAR, message VARCHAR, raw BLOB, _run_id VARCHAR, _attempt INTEGER,"
              + " _model_version VARCHAR)",
          // Which run changed the dead letters of a unit last.
          DEAD_LETTER_UNITS
              + " (source VARCHAR, entity VARCHAR, arrival_date DATE, run_id VARCHAR)",
          LEASES
              + " (table_name VARCHAR, partition VARCHAR, run_id VARCHAR, host VARCHAR,"
              + " pid BIGINT, process_started_at TIMESTAMPTZ, since TIMESTAMPTZ)",
          LEASE_SHARES_TABLE,
          // Ledger to latest_by: of the entity that the table holds; null for a layer above.
          TABLES
              + " (table_name VARCHAR, model VARCHAR, partition_column VARCHAR, grain VARCHAR,"
              + " zone VARCHAR, ledger VARCHAR, source VARCHAR, entity_key JSON, latest_by JSON)");

  private OpsSchema() {}

  /** Makes the tables where there are none. */
  static void create(Connection connection) throws SQLException {
    if (exists(connection)) {
      requireKnown(connection);
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS ops");
      for (String table : ALL) {
        statement.execute("CREATE TABLE " + table);
      }
    }
    setMeta(connection, "schema_version", Integer.toString(VERSION));
  }

  /** Makes the table of leases of some rows where a warehouse lacks it. */
  static void createLeaseShares(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS " + LEASE_SHARES_TABLE);
    }
  }

  /** Whether there is the table of leases of some rows. */
  static boolean hasLeaseShares(Connection connection) throws SQLException {
    return hasTable(connection, "replay_lease_shares");
  }

  /** Whether this tool has written to the warehouse. */
  static boolean exists(Connection connection) throws SQLException {
    return hasTable(connection, "replay_meta");
  }

  private static boolean hasTable(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database()"
                    + " AND schema_name = 'ops' AND table_name = "
                    + Sql.literal(table))) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  static void requireKnown(Connection connection) throws SQLException {
    int found = version(connection);
    if (found > VERSION) {
      throw new WarehouseException(
          "the warehouse was written by a newer version of this program (its tables have schema "
              + found
              + ", this version reads up to "
              + VERSION
              + "); use that version");
    }
    if (found < VERSION) {
      throw new WarehouseException(
          "the warehouse was written by an older version of this program (its tables have schema "
              + found
              + ", this version needs "
              + VERSION
              + ") and lacks data that this version needs; replay all of it into a new warehouse");
    }
  }

  /** The version of the tables that are there. */
  static int version(Connection connection) throws SQLException {
    return Integer.parseInt(meta(connection, "schema_version"));
  }

  /** Empty where it was never set. */
  static String meta(Connection connection, String key) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT value FROM " + META + " WHERE key = ?")) {
      statement.setString(1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  static void setMeta(Connection connection, String key, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO " + META + " VALUES (?, ?)")) {
      statement.setString(1, key);
      statement.setString(2, value);
      statement.executeUpdate();
    }
  }
}
