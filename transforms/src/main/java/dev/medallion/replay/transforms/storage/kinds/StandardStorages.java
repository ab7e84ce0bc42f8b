package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Place;
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
}
