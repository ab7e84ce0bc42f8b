package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What a file system says, in the terms of a storage. Only what is not there is absent. */
final class LocalErrors {
  private LocalErrors() {}

  /**
   * @param deed what could not be done, e.g. {@code can't be read}
   */
  static StorageException of(Address address, String deed, Exception e) {
    Throwable cause = e instanceof DirectoryIteratorException ? e.getCause() : e;
    if (cause instanceof StorageException known) {
      return known;
    }
    if (cause instanceof AccessDeniedException) {
      return new StorageException.Denied(address, deed + ": no permission", cause);
    }
    if (cause instanceof NoSuchFileException) {
      return missing(address);
    }
    if (cause instanceof NotDirectoryException || isBelowFile(address)) {
      return new StorageException.Unusable(
          address, deed + ": a part of its path is a file, not a folder", cause);
    }
    if (isTooLong(cause)) {
      return new StorageException.Unusable(
          address, deed + ": its name is too long for this file system", cause);
    }
    return new StorageException.Unavailable(address, deed + ": " + reason(cause), cause);
  }

  /** Nothing is there; but a link that leads nowhere, e.g. to a disk that is not mounted, is. */
  static StorageException missing(Address address) {
    for (Path at = LocalPaths.raw(address); at != null; at = at.getParent()) {
      if (Files.isSymbolicLink(at) && !Files.exists(at)) {
        return new StorageException.Unusable(
            address, "can't be used: " + Address.of(at) + " is a broken link");
      }
    }
    return new StorageException.Absent(address);
  }

  private static boolean isBelowFile(Address address) {
    for (Path at = LocalPaths.raw(address).getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        return !Files.isDirectory(at);
      }
    }
    return false;
  }

  private static boolean isTooLong(Throwable cause) {
    return cause instanceof FileSystemException failed
        && String.valueOf(failed.getReason()).contains("too long");
  }

  private static String reason(Throwable cause) {
    return cause instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(cause instanceof IOException ? cause.getMessage() : cause);
  }
}
