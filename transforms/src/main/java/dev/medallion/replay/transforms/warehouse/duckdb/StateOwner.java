package dev.medallion.replay.transforms.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.files.WholeFiles;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
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

  static StateOwner of(String id, Path warehouse, Path state) {
    Path home = state.getParent();
    return new StateOwner(
        id,
        home != null && warehouse.startsWith(home)
            ? state.relativize(warehouse).toString()
            : warehouse.toString());
  }

  /** Where the warehouse is. */
  Path warehouse(Path state) {
    return RealPath.of(state.resolve(file));
  }

  static Path record(Path state) {
    return state.resolve(NAME);
  }

  /** What the directory remembers; nothing where it belongs to no warehouse yet. */
  static Optional<StateOwner> read(Path state) {
    Path record = record(state);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(record), StateOwner.class));
    } catch (IOException e) {
      throw new WarehouseException(
          "can't read which warehouse the state folder " + state + " belongs to: " + record, e);
    }
  }

  /** Remembers it, unless the directory remembers one. */
  void create(Path state) {
    write(state, () -> WholeFiles.create(record(state), JSON.writeValueAsString(this)));
  }

  /** Remembers it in the place of another. */
  void replace(Path state) {
    write(
        state,
        () -> {
          WholeFiles.replace(record(state), JSON.writeValueAsString(this));
          return true;
        });
  }

  @FunctionalInterface
  private interface Write {
    boolean run() throws IOException;
  }

  private static void write(Path state, Write write) {
    try {
      write.run();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two texts can always be written", e);
    } catch (IOException e) {
      throw new WarehouseException("can't write " + record(state) + ": " + e.getMessage(), e);
    }
  }
}
