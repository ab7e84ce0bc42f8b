package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders that are there by themselves. Only local storage has such. */
public final class LocalFolders {
  private LocalFolders() {}

  /** Whether anything may be there; elsewhere that is asked of objects alone. */
  public static boolean exists(Address address) {
    return !isLocal(address) || Files.exists(LocalPaths.raw(address));
  }

  /** Whether it may hold objects. */
  public static boolean isFolder(Address address) {
    return !isLocal(address) || Files.isDirectory(LocalPaths.raw(address));
  }

  /**
   * Makes a folder, with those above it.
   *
   * @param address of a local one
   * @return whether this call made it
   */
  public static boolean create(Address address) throws StorageException {
    Path folder = LocalPaths.of(address);
    try {
      Files.createDirectories(folder.getParent());
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be made", e);
    }
  }

  /** The path of a local folder that is there, for who can write nothing but files. */
  public static Optional<Path> path(Address address) {
    return isLocal(address)
        ? Optional.of(LocalPaths.raw(address)).filter(Files::isDirectory)
        : Optional.empty();
  }

  /**
   * A part of a local file as it is now: to read exactly one file, all of it has to be read.
   *
   * @return fewer bytes where the file ends before
   */
  public static byte[] part(Address address, long from, int length) throws StorageException {
    try (FileChannel channel = FileChannel.open(LocalPaths.of(address), StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be read", e);
    }
  }

  /**
   * Deletes a local folder with all that is in it, if it is there.
   *
   * @return whether the address is local
   */
  public static boolean delete(Address address) throws StorageException {
    if (!isLocal(address)) {
      return false;
    }
    Path folder = LocalPaths.of(address);
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (int i = 0; i < deepestFirst.size(); i++) {
        Files.deleteIfExists(deepestFirst.get(i));
        if (i == deepestFirst.size() / 2) {
          Steps.taken("deleted half of " + folder.getFileName());
        }
      }
    } catch (IOException e) {
      throw LocalErrors.of(address, "can't be deleted", e);
    }
    return true;
  }

  /** Whether it is one of this machine's files or folders. */
  public static boolean isLocal(Address address) {
    return address.scheme().equals(Address.FILE);
  }
}
