package dev.medallion.replay.transforms.warehouse.address;

import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.embedded.DuckDbSettings;
import dev.medallion.replay.transforms.warehouse.embedded.DuckDbWarehouse;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The warehouse that an address names: {@code duckdb:<file>}. */
public final class Warehouses {
  private static final String DUCKDB = "duckdb:";

  private Warehouses() {}

  /**
   * Names a warehouse; it is neither opened nor made.
   *
   * @param address as {@code --warehouse} has it
   * @param stateDirectory where published files are kept
   * @param zone of the model's business day
   * @throws WarehouseException where it is not an address of a kind that there is
   */
  public static Warehouse of(String address, Path stateDirectory, ZoneId zone) {
    return DuckDbWarehouse.of(file(address), stateDirectory, DuckDbSettings.of(zone));
  }

  /**
   * The same for a glance, which does not wait long for whoever holds it.
   *
   * @param patience how long to wait
   */
  public static Warehouse glance(String address, Path stateDirectory, Duration patience) {
    return DuckDbWarehouse.of(
        file(address), stateDirectory, DuckDbSettings.of(ZoneOffset.UTC).withPatience(patience));
  }

  /** The file of an embedded warehouse. */
  public static Path file(String address) {
    if (!address.startsWith(DUCKDB) || address.length() == DUCKDB.length()) {
      throw new WarehouseException(
          "--warehouse="
              + address
              + " is not supported; give an embedded one, duckdb:<file>, e.g. duckdb:lake.duckdb");
    }
    try {
      return Path.of(address.substring(DUCKDB.length()));
    } catch (InvalidPathException e) {
      throw new WarehouseException("--warehouse=" + address + " names no file", e);
    }
  }
}
