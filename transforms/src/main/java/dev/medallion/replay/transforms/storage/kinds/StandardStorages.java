package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.Storages;
import dev.medallion.replay.transforms.storage.local.LocalStorage;
import java.nio.file.Path;
import java.util.List;

/** The storages of the program, in its launcher and in its workers alike. */
public final class StandardStorages {
  private static final Storages ALL = Storages.of(List.of(new LocalStorage()));

  private StandardStorages() {}

  public static Storages get() {
    return ALL;
  }

  /** A folder of one of them. */
  public static Place at(Address folder) {
    return new Place(ALL.of(folder), folder);
  }

  /** A local folder. */
  public static Place at(Path folder) {
    return at(Address.of(folder));
  }

  /**
   * Copies an object, also from one storage to another, unless there is one of that name.
   *
   * @throws StorageException where one of them can't be used
   */
  public static void copy(Address from, Address to) throws StorageException {
    Storage source = ALL.of(from);
    Storage target = ALL.of(to);
    if (target.stat(to).isPresent()) {
      return;
    }
    Pinned object = source.pin(from);
    if (source == target) {
      target.copy(object, to);
    } else {
      new Creation(target).unshared(to, () -> source.open(object));
    }
  }
}
