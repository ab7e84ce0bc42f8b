package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;

/** The embedded warehouse does what every warehouse does. */
class DuckDbContractTest extends WarehouseContract {
  @Override
  protected Warehouse open(Path folder, Predicate<Owner> alive) {
    return DuckDbWarehouse.of(
        file(folder), Address.of(folder.resolve("state")), Lake.settings(), alive::test);
  }

  private static Path file(Path folder) {
    return folder.resolve("lake.duckdb");
  }

  @Override
  protected void writeByHand(Path folder, TableRef table, String partition, String select) {
    String name = Sql.qualified(table.schema(), table.name());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file(folder));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "DELETE FROM " + name + " WHERE " + PartitionSql.in(table, List.of(partition)));
      statement.execute("INSERT INTO " + name + " BY NAME " + select);
    } catch (SQLException e) {
      throw new AssertionError(select, e);
    }
  }
}
