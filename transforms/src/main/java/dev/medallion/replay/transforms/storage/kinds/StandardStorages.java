package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Storages;
import dev.medallion.replay.transforms.storage.local.LocalStorage;
import java.util.List;

/** The storages of the program, in its launcher and in its workers alike. */
public final class StandardStorages {
  private static final Storages ALL = Storages.of(List.of(new LocalStorage()));

  private StandardStorages() {}

  public static Storages get() {
    return ALL;
  }
}
