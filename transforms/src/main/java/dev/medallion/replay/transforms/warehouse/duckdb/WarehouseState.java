package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The state directory that a warehouse belongs to: its heads name files there, so with another one
 * they would point nowhere. And the other way round: the directory belongs to one warehouse, since
 * what no head of that one names is deleted from it.
 *
 * <p>Each remembers the other relative to itself where that lies beside or below it, so that both
 * can be moved together.
 */
final class WarehouseState {
  private static final String KEY = "state";
  private static final String ID = "id";

  private final Path warehouse;
  private final Address state;

  WarehouseState(Path warehouse, Address state) {
    this.warehouse = RealPath.of(warehouse);
    this.state = real(state);
  }

  private static Address real(Address state) {
    return LocalFolders.isLocal(state) ? Address.of(RealPath.of(Path.of(state.uri()))) : state;
  }

  /** Refuses a state directory that belongs to another warehouse, for one that is not made yet. */
  void requireForNew() {
    requireOwner("");
  }

  /** Refuses a warehouse and a state directory that do not belong together. */
  void require(Connection connection) throws SQLException {
    String known = OpsSchema.meta(connection, KEY);
    if (!known.isEmpty()) {
      Address wanted =
          known.contains("://")
              ? Address.parse(known)
              : Address.of(RealPath.of(home().resolve(known)));
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
    requireOwner(OpsSchema.meta(connection, ID));
  }

  /** The same, and makes those that belong to none belong together. */
  void claim(Connection connection) throws SQLException {
    require(connection);
    if (OpsSchema.meta(connection, KEY).isEmpty()) {
      OpsSchema.setMeta(
          connection,
          KEY,
          Address.of(home()).equals(state) || state.isBelow(Address.of(home()))
              ? home().relativize(Path.of(state.uri())).toString()
              : state.uri());
    }
    String id = OpsSchema.meta(connection, ID);
    if (id.isEmpty()) {
      id = Nondeterminism.newToken() + Nondeterminism.newToken();
      OpsSchema.setMeta(connection, ID, id);
    }
    StateOwner self = StateOwner.of(id, warehouse, state);
    self.create(state);
    StateOwner owner = StateOwner.read(state).orElse(self);
    if (!owner.equals(self)) {
      // Somebody else may have been faster. Otherwise it was made anew, or given another name.
      requireOwner(id.equals(owner.id()) ? id : "");
      self.replace(state);
    }
  }

  /**
   * Refuses a directory of another warehouse.
   *
   * @param id of this one; empty: it has none, as it is new, or was made before there were ids
   */
  private void requireOwner(String id) {
    Optional<StateOwner> known = StateOwner.read(state);
    if (known.isEmpty()) {
      return;
    }
    Path owner = known.get().warehouse(state);
    boolean same = known.get().id().equals(id);
    if (owner.equals(warehouse) ? same || id.isEmpty() : same && !Files.exists(owner)) {
      return;
    }
    throw new WarehouseException(
        "the state folder "
            + state
            + " belongs to "
            + (owner.equals(warehouse) ? "a former warehouse at " : "the warehouse ")
            + owner
            + ", not to "
            + warehouse
            + ", and keeps files that only that warehouse knows; give another --state, or, if you"
            + " no longer need that warehouse, delete "
            + StateOwner.record(state));
  }

  private Path home() {
    return warehouse.getParent();
  }
}
