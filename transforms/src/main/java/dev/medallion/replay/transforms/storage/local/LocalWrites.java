package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.files.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Writes files so that they appear whole or not at all, whenever the process ends: as a draft
 * beside its place, which gets the name once its bytes are on the disk.
 */
final class LocalWrites {
  private static final int BUFFER_BYTES = 1 << 16;

  private LocalWrites() {}

  /** Checks what was written before it gets its name. */
  @FunctionalInterface
  interface Check {
    void require(Pinned written) throws StorageException;
  }

  static Optional<Pinned> create(Address address, ByteSource bytes, Check check)
      throws IOException {
    Path file = target(address);
    if (Files.exists(file)) {
      return Optional.empty();
    }
    Path draft = Drafts.beside(file);
    try {
      Pinned written = write(address, draft, bytes);
      check.require(written);
      Files.createLink(file, draft);
      Durable.name(file);
      Steps.taken("created " + file.getFileName());
      return Optional.of(written);
    } catch (FileAlreadyExistsException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  static Pinned replace(Pinned expected, ByteSource bytes) throws IOException {
    Path file = target(expected.address());
    Path draft = Drafts.beside(file);
    ReplaceLock lock = ReplaceLock.of(file);
    try {
      if (!Files.exists(file)) {
        throw LocalErrors.missing(expected.address());
      }
      if (!Sha256.ofFile(file).equals(expected.generation().value())) {
        throw StorageException.PreconditionFailed.changed(expected.address());
      }
      Pinned written = write(expected.address(), draft, bytes);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      Durable.name(file);
      Steps.taken("replaced " + file.getFileName());
      return written;
    } finally {
      try (lock) {
        Files.deleteIfExists(draft);
      }
    }
  }

  private static Path target(Address address) throws IOException {
    if (Drafts.is(address.name())) {
      throw new StorageException.Unusable(
          address, "can't be written: such names are reserved for files being written");
    }
    Path file = LocalPaths.of(address);
    if (Files.isDirectory(file)) {
      throw new StorageException.Unusable(address, "can't be written: it is a folder");
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (FileAlreadyExistsException e) {
      throw new StorageException.Unusable(
          address, "can't be written: a part of its path is a file, not a folder", e);
    }
    return file;
  }

  private static Pinned write(Address address, Path draft, ByteSource bytes) throws IOException {
    MessageDigest digest = Sha256.start();
    long size = 0;
    try (InputStream in = bytes.open();
        FileChannel out =
            FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
      }
      out.force(true);
    }
    return new Pinned(address, new Generation(Sha256.hex(digest)), size);
  }
}
