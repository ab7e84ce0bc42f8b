package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.transforms.storage.Storage;
import java.util.List;

/** Storages that a test serves beside those of the program. */
public final class MoreStorages {
  private MoreStorages() {}

  /** Serves these, and no others of a test. */
  public static void serve(Storage... storages) {
    StandardStorages.serve(List.of(storages));
  }
}
