package dev.medallion.replay.options.settings;

import java.nio.file.Path;

/** The default places of what a command line does not give. */
public final class Places {
  private Places() {}

  /** The embedded warehouse of a model, in the current folder. */
  public static WarehouseAddress warehouseOf(String model) {
    Path name = Path.of(model).toAbsolutePath().normalize().getFileName();
    return WarehouseAddress.duckDb(Path.of(".replay", (name == null ? "model" : name) + ".duckdb"));
  }

  /** The state folder of a warehouse: beside its file. */
  public static String stateOf(WarehouseAddress warehouse) {
    return warehouse.file() + ".state";
  }

  static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
