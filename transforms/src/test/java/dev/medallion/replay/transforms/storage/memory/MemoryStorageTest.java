package dev.medallion.replay.transforms.storage.memory;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageContract;

class MemoryStorageTest extends StorageContract {
  private final Storage storage = new MemoryStorage(Address.GS);

  @Override
  protected Storage storage() {
    return storage;
  }

  @Override
  protected Address root() {
    return Address.parse("gs://bucket/some/folder");
  }
}
