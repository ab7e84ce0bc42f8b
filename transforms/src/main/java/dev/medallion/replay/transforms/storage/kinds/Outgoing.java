package dev.medallion.replay.transforms.storage.kinds;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is written on this machine and then becomes an object: for DuckDB, which writes
 * nothing but files. Of a local object it is written where it belongs.
 */
public final class Outgoing implements AutoCloseable {
  private final Address target;
  private final Path path;

  private Outgoing(Address target, Path path) {
    this.target = target;
    this.path = path;
  }

  /**
   * A file to be written.
   *
   * @param target the object, of a name that nobody else takes
   */
  public static Outgoing to(Address target) {
    Path path =
        LocalFolders.isLocal(target)
            ? Path.of(target.uri())
            : LocalFiles.folder().resolve(Nondeterminism.newToken() + "-" + target.name());
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + path.getParent(), e);
    }
    return new Outgoing(target, path);
  }

  /** Where it is written. */
  public Path path() {
    return path;
  }

  /** What the object is called. */
  public String uri() {
    return target.uri();
  }

  /** Whether it is read where it was written, also later. */
  public boolean isLocal() {
    return LocalFolders.isLocal(target);
  }

  /** Hex SHA-256 of what was written. */
  public String digest() {
    return Sha256.ofFile(path);
  }

  /** How much was written. */
  public long bytes() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read back " + path, e);
    }
  }

  /** Makes the object of the file, which is whole. */
  public void store() {
    if (isLocal()) {
      return;
    }
    try {
      new Creation(StandardStorages.get().of(target)).unshared(target, ByteSource.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + target, e);
    }
  }

  @Override
  public void close() {
    if (isLocal()) {
      return;
    }
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + path, e);
    }
  }
}
