package dev.medallion.replay.pipelines.suite.elsewhere;

import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.suite.Tables;
import dev.medallion.replay.transforms.engine.Sql;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Copies what a warehouse elsewhere holds into a local file, partition by partition. */
public final class PublishedRows {
  private PublishedRows() {}

  /** All partitions that have heads. */
  public static Tables of(String address, Address state, Path folder) throws SQLException, IOException {
    Warehouse warehouse =
        Warehouses.of(WarehouseAddress.parse(address).orElseThrow(), state, ZoneOffset.UTC);
    Path rows = Files.createTempDirectory(folder, "rows");
    Path file = rows.resolve("rows.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (PublishedTable published : warehouse.tables()) {
        TableRef table = published.table();
        List<String> files = new ArrayList<>();
        for (Head head : warehouse.read(List.of(table)).heads().values()) {
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
}
