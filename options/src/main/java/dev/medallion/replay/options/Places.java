package dev.medallion.replay.options;

import java.nio.file.Path;
import java.util.Optional;

/** Where things are when a command line does not say so. */
public final class Places {
  private static final String DUCKDB = "duckdb:";

  private Places() {}

  /** The embedded warehouse of a model, in the current folder. */
  public static String warehouseOf(String model) {
    Path name = Path.of(model).toAbsolutePath().normalize().getFileName();
    return DUCKDB
        + Path.of(".replay", (name == null ? "model" : name) + ".duckdb").toAbsolutePath();
  }

  /** The file of an embedded warehouse, absolute; empty for another kind. */
  public static Optional<Path> duckdbFile(String warehouse) {
    return warehouse.startsWith(DUCKDB) && warehouse.length() > DUCKDB.length()
        ? Optional.of(absolute(warehouse.substring(DUCKDB.length())))
        : Optional.empty();
  }

  /** The state folder beside an embedded warehouse. */
  public static String stateOf(Path duckdbFile) {
    return duckdbFile + ".state";
  }

  static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
