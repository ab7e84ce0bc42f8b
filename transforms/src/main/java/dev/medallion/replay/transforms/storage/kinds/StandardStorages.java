package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.Storages;
import dev.medallion.replay.transforms.storage.gcs.GcsClient;
import dev.medallion.replay.transforms.storage.gcs.GcsStorage;
import dev.medallion.replay.transforms.storage.local.LocalStorage;
import dev.medallion.replay.transforms.storage.packed.OnDemand;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The storages of the program, in its launcher and in its workers alike. */
public final class StandardStorages {
  private static final LocalStorage LOCAL = new LocalStorage();

  private static final Storage GCS = new GcsStorage(new OnDemand<>(GcsClient::ofEnvironment));

  private static volatile Storages all = Storages.of(List.of(LOCAL, GCS));

  private StandardStorages() {}

  public static Storages get() {
    return all;
  }

  /** For tests: serves these instead of buckets. */
  static void serve(List<? extends Storage> more) {
    all = Storages.of(Stream.concat(Stream.of(LOCAL), more.stream()).toList());
  }

  /** A folder of one of them. */
  public static Place at(Address folder) {
    return new Place(all.of(folder), folder);
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
    Storage source = all.of(from);
    Storage target = all.of(to);
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
