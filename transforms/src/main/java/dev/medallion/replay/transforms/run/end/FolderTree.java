package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.UncheckedIOException;

/** A folder with all that is in it. */
public final class FolderTree {
  private FolderTree() {}

  /** Deletes it, if it is there. */
  public static void delete(Address folder) {
    try {
      if (LocalFolders.delete(folder)) {
        return;
      }
      Storage storage = StandardStorages.get().of(folder);
      for (Stat object : storage.list(folder, NameRange.all())) {
        storage.delete(object.address());
      }
    } catch (StorageException e) {
      throw new UncheckedIOException("could not delete " + folder, e);
    }
  }
}
