package dev.medallion.replay.transforms.storage;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;

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
  public void write(Place staging, String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      new Creation(staging.storage()).holds(address(staging, digest(text)), text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't pin the " + what + " in " + staging, e);
    }
  }

  /** Whether the text of that digest was written, or is empty. */
  public boolean isPinned(Place staging, String digest) {
    if (digest.isEmpty()) {
      return true;
    }
    try {
      return staging.storage().stat(address(staging, digest)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("can't look for the " + what + " in " + staging, e);
    }
  }

  /** Makes something of a text. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(String text) throws IOException;
  }

  /**
   * Reads what {@link #write} wrote; what is not of that digest, which is not empty, is refused.
   */
  public <T> T read(Place staging, String digest, Reader<T> reader) {
    Address address = address(staging, digest);
    try {
      String text = staging.storage().read(address).text();
      if (!digest(text).equals(digest)) {
        throw new IOException("its content differs from what the run pinned");
      }
      return reader.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't use the run's " + what + ", " + address, e);
    }
  }

  private Address address(Place staging, String digest) {
    return staging.resolve(name + "-" + digest + "." + extension);
  }
}
