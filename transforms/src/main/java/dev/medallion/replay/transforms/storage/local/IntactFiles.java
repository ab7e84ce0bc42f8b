package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files on staging that are still what they were when their digests were recorded. */
public final class IntactFiles {
  /** Files are never changed once they are recorded, so each is read once a process. */
  private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  private IntactFiles() {}

  /**
   * Compares their bytes.
   *
   * @param digests hex SHA-256, by path
   * @throws UncheckedIOException naming the first that is gone or was altered
   */
  public static void require(Map<String, String> digests) {
    digests.forEach(IntactFiles::require);
  }

  private static void require(String file, String digest) {
    String found = SEEN.computeIfAbsent(file, f -> Sha256.ofFile(Path.of(f)));
    if (!found.equals(digest)) {
      throw new UncheckedIOException(StorageException.Altered.other(Address.of(Path.of(file))));
    }
  }
}
