package dev.medallion.replay.transforms.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The warehouse whose published files a state directory keeps, as that directory remembers it:
 * {@code <state>/warehouse.json}.
 *
 * @param id of the warehouse, which it keeps itself, too: of two files in one place only one has it
 * @param file relative to the state directory where it lies beside it, so that both can be moved
 *     together
 */
record StateOwner(String id, String file) {
  private static final String NAME = "warehouse.json";
  private static final JsonMapper JSON = RecordJson.builder().build();

  static StateOwner of(String id, Path warehouse, Address state) {
    if (LocalFolders.isLocal(state)) {
      Path folder = Path.of(state.uri());
      Path home = folder.getParent();
      if (home != null && warehouse.startsWith(home)) {
        return new StateOwner(id, folder.relativize(warehouse).toString());
      }
    }
    return new StateOwner(id, warehouse.toString());
  }

  /** Where the warehouse is. */
  Path warehouse(Address state) {
    return RealPath.of(
        LocalFolders.isLocal(state) ? Path.of(state.uri()).resolve(file) : Path.of(file));
  }

  static Address record(Address state) {
    return state.resolve(NAME);
  }

  /** What the directory remembers; nothing where it belongs to no warehouse yet. */
  static Optional<StateOwner> read(Address state) {
    try {
      return Optional.of(
          JSON.readValue(storage(state).read(record(state)).text(), StateOwner.class));
    } catch (StorageException.Absent e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new WarehouseException(
          "can't read which warehouse the state folder " + state + " belongs to: " + record(state),
          e);
    }
  }

  /** Remembers it, unless the directory remembers one. */
  void create(Address state) {
    write(state, text -> new Creation(storage(state)).holds(record(state), text));
  }

  /** Remembers it in the place of another. */
  void replace(Address state) {
    write(state, text -> new Creation(storage(state)).over(record(state), text));
  }

  private static Storage storage(Address state) {
    return StandardStorages.get().of(state);
  }

  @FunctionalInterface
  private interface Write {
    void run(String text) throws IOException;
  }

  private void write(Address state, Write write) {
    try {
      write.run(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two texts can always be written", e);
    } catch (IOException e) {
      throw new WarehouseException("can't write " + record(state) + ": " + e.getMessage(), e);
    }
  }
}
