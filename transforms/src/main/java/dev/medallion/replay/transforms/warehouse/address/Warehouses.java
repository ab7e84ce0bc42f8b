package dev.medallion.replay.transforms.warehouse.address;

import dev.medallion.replay.options.settings.Places;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.bigquery.BigQueryWarehouse;
import dev.medallion.replay.transforms.warehouse.duckdb.DuckDbSettings;
import dev.medallion.replay.transforms.warehouse.duckdb.DuckDbWarehouse;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The warehouse that an address names. */
public final class Warehouses {
  private Warehouses() {}

  /**
   * Names a warehouse; it is neither opened nor made.
   *
   * @param state where published files are kept
   * @param zone of the model's business day
   */
  public static Warehouse of(WarehouseAddress address, Address state, ZoneId zone) {
    return of(address, state, DuckDbSettings.of(zone));
  }

  /**
   * Runs a SELECT on a warehouse, without the means to write.
   *
   * @param limit how many rows to return at most
   * @param scan how much it may read, where that costs something
   */
  public static QueryResult query(WarehouseAddress address, String sql, int limit, ScanLimit scan) {
    return switch (address.kind()) {
      case DUCKDB ->
          of(
                  address,
                  Address.parse(Places.stateOf(address).orElseThrow()),
                  DuckDbSettings.of(ZoneOffset.UTC))
              .query(sql, limit);
      case BIGQUERY -> BigQueryWarehouse.query(address.place(), sql, limit, scan);
    };
  }

  /**
   * The same for a glance, which does not wait long for whoever holds it.
   *
   * @param patience how long to wait
   */
  public static Warehouse glance(WarehouseAddress address, Address state, Duration patience) {
    return of(address, state, DuckDbSettings.of(ZoneOffset.UTC).withPatience(patience));
  }

  private static Warehouse of(WarehouseAddress address, Address state, DuckDbSettings settings) {
    return switch (address.kind()) {
      case DUCKDB -> DuckDbWarehouse.of(address.file().orElseThrow(), state, settings);
      case BIGQUERY -> BigQueryWarehouse.of(address.place(), state);
    };
  }

  /**
   * What a text names.
   *
   * @param text as {@code --warehouse} has it
   * @throws WarehouseException where it is not an address of a kind that there is
   */
  public static WarehouseAddress address(String text) {
    return WarehouseAddress.parse(text)
        .orElseThrow(
            () ->
                new WarehouseException(
                    "--warehouse="
                        + text
                        + " is not supported; give an embedded warehouse, duckdb:<file>, e.g."
                        + " duckdb:lake.duckdb, or bigquery:<project>.<dataset prefix>"));
  }
}
