package dev.medallion.replay.transforms.storage.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees to it that files outlive the machine: before a record says that a file is there, its bytes
 * are on the disk, and so is its name, in a folder that is there, too.
 */
public final class Durable {
  /** A run makes folders in folders; those further up were there before it. */
  private static final int MADE = 4;

  /** Whose own names are on the disk since this process looked first. */
  private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

  private Durable() {}

  /** Waits until a file that is written and closed, and its name, are on the disk. */
  public static void file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    name(file);
  }

  /** The same, where nobody can do anything about a failure. */
  public static void written(Path file) {
    try {
      file(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sync " + file + " to disk", e);
    }
  }

  /** Waits until a name is on the disk: that of a new or renamed file whose bytes are. */
  public static void name(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    force(folder);
    for (int i = 0; i < MADE && folder.getParent() != null && FOLDERS.add(folder); i++) {
      folder = folder.getParent();
      force(folder);
    }
  }

  private static void force(Path folder) throws IOException {
    if (!Files.isReadable(folder)) {
      // One that others made, of which only the names below are ours.
      return;
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Not every system opens folders; those that don't bring names to the disk by themselves.
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
