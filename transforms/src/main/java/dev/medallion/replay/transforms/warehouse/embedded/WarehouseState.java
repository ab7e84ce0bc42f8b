package dev.medallion.replay.transforms.warehouse.embedded;

import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The state directory that a warehouse belongs to: its heads name files there, so with another one
 * they would point nowhere.
 *
 * <p>Remembered relative to the warehouse file where it lies beside or below it, so that both can
 * be moved together.
 */
final class WarehouseState {
  private static final String KEY = "state";

  private final Path warehouse;
  private final Path state;

  WarehouseState(Path warehouse, Path state) {
    this.warehouse = warehouse.toAbsolutePath().normalize();
    this.state = state.toAbsolutePath().normalize();
  }

  /** Refuses a warehouse that belongs to another state directory. */
  void require(Connection connection) throws SQLException {
    String known = OpsSchema.meta(connection, KEY);
    if (known.isEmpty()) {
      return;
    }
    Path wanted = home().resolve(known).normalize();
    if (!wanted.equals(state)) {
      throw new WarehouseException(
          "the warehouse "
              + warehouse
              + " keeps its published files in "
              + wanted
              + ", not in "
              + state
              + "; use --state="
              + wanted);
    }
  }

  /** The same, and makes a warehouse that belongs to none belong to this one. */
  void claim(Connection connection) throws SQLException {
    require(connection);
    if (OpsSchema.meta(connection, KEY).isEmpty()) {
      OpsSchema.setMeta(
          connection,
          KEY,
          state.startsWith(home()) ? home().relativize(state).toString() : state.toString());
    }
  }

  private Path home() {
    return warehouse.getParent();
  }
}
