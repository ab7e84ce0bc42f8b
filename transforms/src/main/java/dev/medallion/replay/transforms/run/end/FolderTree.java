package dev.medallion.replay.transforms.run.end;

import dev.medallion.replay.transforms.storage.files.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it. */
public final class FolderTree {
  private FolderTree() {}

  /** Deletes it, if it is there. */
  public static void delete(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
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
      throw new UncheckedIOException("could not delete " + folder, e);
    }
  }
}
