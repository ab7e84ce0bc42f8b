package dev.medallion.replay.transforms.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Creates objects by which it is decided who was first. Where the storage does not say whether an
 * object was created, or takes the caller's own for another's since an earlier try was carried out
 * without an answer, the object itself is looked at.
 */
public final class Creation {
  private static final int TRIES = 4;

  private final Storage storage;

  public Creation(Storage storage) {
    this.storage = storage;
  }

  /**
   * Creates an object, unless another's is there.
   *
   * @param text its content, which holds the token
   * @param token which nobody else uses: with it no two callers write the same
   * @return whether the object is the caller's
   * @throws StorageException where that can't be found out: the object may be there, or appear
   *     later
   */
  public boolean once(Address address, String text, String token) throws StorageException {
    if (token.isEmpty() || !text.contains(token)) {
      throw new IllegalArgumentException("what is written to " + address + " lacks its token");
    }
    return holds(address, text);
  }

  /**
   * Creates an object, unless one is there, for callers to whom it is all the same who wrote it.
   *
   * @return whether the object that is there then holds this text
   * @throws StorageException where that can't be found out: the object may be there, or appear
   *     later
   */
  public boolean holds(Address address, String text) throws StorageException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        if (storage.create(address, ByteSource.of(bytes)).isPresent()) {
          return true;
        }
        return Arrays.equals(storage.read(address).bytes(), bytes);
      } catch (StorageException.Unavailable | StorageException.Absent e) {
        Optional<Boolean> own = look(address, bytes);
        if (own.isPresent()) {
          return own.get();
        }
        if (attempt == TRIES) {
          throw new StorageException.Unavailable(
              address, "may or may not have been written: " + e.getMessage(), e);
        }
      }
    }
  }

  /**
   * Writes an object, over the one that is there: what was written last stays.
   *
   * @throws StorageException where that could not be done; the object may be there, or appear later
   */
  public void over(Address address, String text) throws StorageException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        if (storage.create(address, ByteSource.of(bytes)).isEmpty()) {
          Snapshot there = storage.read(address);
          if (!Arrays.equals(there.bytes(), bytes)) {
            storage.replace(there.object(), ByteSource.of(bytes));
          }
        }
        return;
      } catch (StorageException.Unavailable
          | StorageException.Absent
          | StorageException.PreconditionFailed e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Creates an object of a name that nobody else takes, from bytes that need not fit into memory.
   *
   * @throws StorageException where that could not be done
   */
  public void unshared(Address address, ByteSource bytes) throws StorageException {
    for (int attempt = 1; ; attempt++) {
      try {
        storage.create(address, bytes);
        return;
      } catch (StorageException.Unavailable e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Whether what is there is the same; empty where nothing is, or nobody says. */
  private Optional<Boolean> look(Address address, byte[] bytes) throws StorageException {
    try {
      return Optional.of(Arrays.equals(storage.read(address).bytes(), bytes));
    } catch (StorageException.Unavailable | StorageException.Absent e) {
      return Optional.empty();
    }
  }
}
