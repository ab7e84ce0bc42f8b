package dev.medallion.replay.transforms.storage.files;

import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that appear whole or not at all, whenever the process ends. Each is written as a draft
 * beside its place, and then given its name.
 */
public final class WholeFiles {
  private static final String DRAFT = ".draft";

  private WholeFiles() {}

  /**
   * Creates a file, unless there is one of that name.
   *
   * @return whether this call created it
   */
  public static boolean create(Path file, String text) throws IOException {
    Path draft = draftOf(file);
    try {
      write(draft, text);
      return link(file, draft);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Puts a copy of a file in its place, unless there is one of that name. */
  public static boolean copy(Path from, Path file) throws IOException {
    Path draft = draftOf(file);
    try {
      Files.copy(from, draft);
      Durable.file(draft);
      return link(file, draft);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Writes a file, over the one that stands there. */
  public static void replace(Path file, String text) throws IOException {
    Path draft = draftOf(file);
    try {
      write(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      Durable.name(file);
    } finally {
      Files.deleteIfExists(draft);
    }
    Steps.taken("replaced " + file.getFileName());
  }

  /** Whether a file is a draft, which a process that was killed may have left. */
  public static boolean isDraft(Path file) {
    return file.getFileName().toString().endsWith(DRAFT);
  }

  /** Deletes the drafts that a process left in a folder when it was killed. */
  public static void deleteDrafts(Path folder) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*" + DRAFT)) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  private static boolean link(Path file, Path draft) throws IOException {
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Durable.name(file);
    Steps.taken("created " + file.getFileName());
    return true;
  }

  private static Path draftOf(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file.resolveSibling("." + file.getFileName() + "." + Nondeterminism.newToken() + DRAFT);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A full disk does not say of itself which it is.
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }
}
