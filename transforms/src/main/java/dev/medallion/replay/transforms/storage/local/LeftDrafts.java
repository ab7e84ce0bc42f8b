package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a process that was killed had begun to write. Only local storage leaves such. */
public final class LeftDrafts {
  private LeftDrafts() {}

  /** Deletes those that are directly in a folder; nobody may be writing there. */
  public static void delete(Address folder) throws StorageException {
    if (!folder.scheme().equals(Address.FILE)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            LocalPaths.of(folder), file -> Drafts.is(file.getFileName().toString()))) {
      for (Path draft : files) {
        Files.deleteIfExists(draft);
      }
    } catch (NoSuchFileException e) {
      // Nothing was ever written there.
      return;
    } catch (IOException e) {
      throw LocalErrors.of(folder, "cannot be cleaned up", e);
    }
  }
}
