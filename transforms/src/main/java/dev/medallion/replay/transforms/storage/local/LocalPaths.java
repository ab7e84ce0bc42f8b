package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The paths of local addresses. */
final class LocalPaths {
  private LocalPaths() {}

  static Path of(Address address) throws StorageException {
    if (!address.scheme().equals(Address.FILE)) {
      throw new IllegalArgumentException(address + " is not local");
    }
    try {
      return raw(address);
    } catch (InvalidPathException e) {
      throw new StorageException.Unusable(
          address,
          "is not a valid name on this machine's file system ("
              + e.getReason()
              + "); is the locale UTF-8?",
          e);
    }
  }

  /** Of an address that a path was made of before. */
  static Path raw(Address address) {
    return Path.of(address.uri());
  }
}
