package dev.medallion.replay.transforms.files;

import dev.medallion.replay.transforms.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that a run pins on its staging, in a file named by its digest: what is decided later does
 * not enter the run. Of an empty text there is no file, and its digest is empty.
 *
 * @param name of the file, before the digest
 * @param extension of the file
 * @param what it holds, for a person
 */
public record PinnedText(String name, String extension, String what) {
  /** Hex SHA-256; empty for an empty text. */
  public static String digest(String text) {
    return text.isEmpty() ? "" : Sha256.ofText(text);
  }

  /** Writes it where {@link #read} finds it. */
  public void write(Path staging, String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      WholeFiles.create(file(staging, digest(text)), text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't pin the " + what + " in " + staging, e);
    }
  }

  /** Whether the text of that digest was written, or is empty. */
  public boolean isPinned(Path staging, String digest) {
    return digest.isEmpty() || Files.exists(file(staging, digest));
  }

  /** Makes something of a text. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(String text) throws IOException;
  }

  /**
   * Reads what {@link #write} wrote; what is not of that digest, which is not empty, is refused.
   */
  public <T> T read(Path staging, String digest, Reader<T> reader) {
    Path file = file(staging, digest);
    try {
      String text = Files.readString(file);
      if (!digest(text).equals(digest)) {
        throw new IOException("its content is not the one that the run pinned");
      }
      return reader.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't use the run's " + what + ", " + file, e);
    }
  }

  private Path file(Path staging, String digest) {
    return staging.resolve(name + "-" + digest + "." + extension);
  }
}
