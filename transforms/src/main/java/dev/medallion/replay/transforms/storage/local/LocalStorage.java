package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Snapshot;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Durable;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Local files. A file's generation is its content, so a file that was changed and changed back is
 * the same; to read a part of exactly one file means to read it twice.
 */
public final class LocalStorage implements Storage {
  @Override
  public String scheme() {
    return Address.FILE;
  }

  @Override
  public Optional<Pinned> create(Address address, ByteSource bytes) throws StorageException {
    try {
      return LocalWrites.create(address, bytes, written -> {});
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be written", e);
    }
  }

  @Override
  public Pinned replace(Pinned expected, ByteSource bytes) throws StorageException {
    try {
      return LocalWrites.replace(expected, bytes);
    } catch (IOException e) {
      throw LocalErrors.of(expected.address(), "can't be written", e);
    }
  }

  @Override
  public Snapshot read(Address address) throws StorageException {
    try {
      byte[] bytes = Files.readAllBytes(file(address));
      MessageDigest digest = Sha256.start();
      digest.update(bytes);
      return new Snapshot(
          new Pinned(address, new Generation(Sha256.hex(digest)), bytes.length), bytes);
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be read", e);
    }
  }

  @Override
  public InputStream open(Pinned object, long from, long length) throws StorageException {
    Address address = object.address();
    try {
      FileChannel channel = FileChannel.open(file(address), StandardOpenOption.READ);
      try {
        InputStream all = Channels.newInputStream(channel);
        if (from == 0 && length >= object.bytes()) {
          return new VerifiedStream(object, all);
        }
        if (!digest(all).equals(object.generation())) {
          throw StorageException.PreconditionFailed.changed(address);
        }
        channel.position(from);
        return new BoundedStream(all, length);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be read", e);
    }
  }

  @Override
  public Optional<Stat> stat(Address address) throws StorageException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(LocalPaths.of(address), BasicFileAttributes.class);
      return found.isDirectory()
          ? Optional.empty()
          : Optional.of(new Stat(address, found.size(), Optional.empty()));
    } catch (IOException e) {
      StorageException error = LocalErrors.of(address, "can't be inspected", e);
      if (error instanceof StorageException.Absent) {
        return Optional.empty();
      }
      throw error;
    }
  }

  @Override
  public Pinned pin(Address address) throws StorageException {
    try (FileChannel channel = FileChannel.open(file(address), StandardOpenOption.READ)) {
      Generation generation = digest(Channels.newInputStream(channel));
      return new Pinned(address, generation, channel.position());
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be read", e);
    }
  }

  @Override
  public List<Stat> list(Address folder, NameRange names) throws StorageException {
    return LocalListing.list(folder, names);
  }

  @Override
  public Children children(Address folder) throws StorageException {
    return LocalListing.children(folder);
  }

  @Override
  public Optional<Pinned> copy(Pinned from, Address to) throws StorageException {
    Path file;
    try {
      file = file(from.address());
    } catch (IOException e) {
      throw LocalErrors.of(from.address(), "can't be copied", e);
    }
    try {
      return LocalWrites.create(
          to,
          ByteSource.of(file),
          written -> {
            if (!written.generation().equals(from.generation())) {
              throw StorageException.PreconditionFailed.changed(from.address());
            }
          });
    } catch (IOException e) {
      throw LocalErrors.of(to, "can't be written", e);
    }
  }

  @Override
  public boolean delete(Address address) throws StorageException {
    Path file = LocalPaths.of(address);
    try {
      if (Files.isDirectory(file)) {
        throw new StorageException.Unusable(address, "can't be deleted: it is a folder");
      }
      boolean deleted = Files.deleteIfExists(file);
      if (deleted) {
        Durable.name(file);
      }
      return deleted;
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be deleted", e);
    }
  }

  /** The path of something that can be read as an object. */
  private static Path file(Address address) throws StorageException, IOException {
    Path file = LocalPaths.of(address);
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new StorageException.Unusable(
          address,
          found.isDirectory()
              ? "can't be read: it is a folder, not an object"
              : "can't be read: it is not a regular file");
    }
    return file;
  }

  private static Generation digest(InputStream in) throws IOException {
    MessageDigest digest = Sha256.start();
    // Not closed: that would close the channel.
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return new Generation(Sha256.hex(digest));
  }
}
