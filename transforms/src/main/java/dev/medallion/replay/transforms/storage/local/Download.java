package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.local.LocalCopies.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** One object, fetched and verified. A copy need not outlive the process, nor the machine. */
final class Download {
  private static final int BUFFER_BYTES = 1 << 16;

  private Download() {}

  static void to(Path file, Storage storage, Wanted wanted) throws StorageException {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw LocalErrors.of(Address.of(file.getParent()), "cannot be created", e);
    }
    Path draft = Drafts.beside(file);
    try {
      try (InputStream in = storage.open(storage.pin(wanted.address()))) {
        copy(in, draft, wanted);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw new StorageException.Unavailable(
          wanted.address(), "can't be copied to " + file + ": " + e.getMessage(), e);
    }
  }

  private static void copy(InputStream in, Path draft, Wanted wanted) throws IOException {
    MessageDigest digest = Sha256.start();
    long left = wanted.bytes();
    try (OutputStream out = Files.newOutputStream(draft)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        left -= n;
        if (left < 0) {
          throw StorageException.Altered.other(wanted.address());
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    if (left > 0 || !Sha256.hex(digest).equals(wanted.digest())) {
      throw StorageException.Altered.other(wanted.address());
    }
  }
}
