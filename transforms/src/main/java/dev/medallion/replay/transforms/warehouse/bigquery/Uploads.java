package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Path;

/** Puts local files where a load job finds them: into the bucket of the state. */
final class Uploads {
  private final Address state;

  Uploads(Address state) {
    this.state = state;
  }

  /** A file that a load job finds until it is closed. */
  static final class Uploaded implements AutoCloseable {
    private final Address address;
    private final boolean isOurs;

    private Uploaded(Address address, boolean isOurs) {
      this.address = address;
      this.isOurs = isOurs;
    }

    String source() {
      return JobRequests.source(address.uri());
    }

    @Override
    public void close() {
      if (isOurs) {
        try {
          StandardStorages.get().of(address).delete(address);
        } catch (StorageException e) {
          throw new WarehouseException("can't delete " + address + ": " + e.getMessage(), e);
        }
      }
    }
  }

  Uploaded take(Path file) {
    if (LocalFolders.isLocal(state)) {
      return new Uploaded(Address.of(file), false);
    }
    Address target = state.resolve("uploads").resolve(Nondeterminism.newSalt() + ".parquet");
    try {
      Storage storage = StandardStorages.get().of(target);
      new Creation(storage).unshared(target, ByteSource.of(file));
      return new Uploaded(target, true);
    } catch (IOException e) {
      throw new WarehouseException("can't write " + target + ": " + e.getMessage(), e);
    }
  }
}
