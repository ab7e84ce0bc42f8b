package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.PublishedTable;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies what a warehouse elsewhere holds into a local file, partition by partition, with its heads
 * and its dead letters.
 */
public final class PublishedRows {
  private PublishedRows() {}

  /** All partitions that have heads. */
  public static Tables of(String address, Address state, Path folder)
      throws SQLException, IOException {
    Warehouse warehouse =
        Warehouses.of(WarehouseAddress.parse(address).orElseThrow(), state, ZoneOffset.UTC);
    Path rows = Files.createTempDirectory(folder, "rows");
    Path file = rows.resolve("rows.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE SCHEMA ops");
      statement.execute("CREATE TABLE ops.replay_heads (table_name TEXT, partition TEXT)");
      letters(connection, warehouse.deadLetters(Optional.empty()));
      for (PublishedTable published : warehouse.tables()) {
        TableRef table = published.table();
        List<String> files = new ArrayList<>();
        for (Head head : warehouse.read(List.of(table)).heads().values()) {
          statement.execute(
              "INSERT INTO ops.replay_heads VALUES (%s, %s)"
                  .formatted(
                      Sql.literal(head.partition().table()),
                      Sql.literal(head.partition().value())));
          Path part = rows.resolve(table.qualifiedName() + "-" + files.size() + ".parquet");
          if (!warehouse.describe(table).isEmpty()) {
            warehouse.export(table, head.partition().value(), part);
            files.add(part.toString());
          }
        }
        if (!files.isEmpty()) {
          statement.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(table.schema()));
          statement.execute(
              "CREATE TABLE "
                  + Sql.qualified(table.schema(), table.name())
                  + " AS SELECT * FROM "
                  + Sql.parquet(files));
        }
      }
    }
    return new Tables(file);
  }

  private static void letters(Connection connection, List<DeadLetter> letters) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE ops.replay_dead_letters"
              + " (code TEXT, entity TEXT, object TEXT, position BIGINT, field TEXT, raw BLOB)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO ops.replay_dead_letters VALUES (?, ?, ?, ?, ?, ?)")) {
      for (DeadLetter letter : letters) {
        insert.setString(1, letter.code().name());
        insert.setString(2, letter.entity());
        insert.setString(3, letter.object());
        insert.setLong(4, letter.position());
        insert.setString(5, letter.field());
        insert.setBytes(6, letter.raw());
        insert.executeUpdate();
      }
    }
  }
}
