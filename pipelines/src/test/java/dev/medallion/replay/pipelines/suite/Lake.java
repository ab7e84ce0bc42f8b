package dev.medallion.replay.pipelines.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A lake in a folder of its own, that a test may change. */
public final class Lake {
  private final Path root;

  private Lake(Path root) {
    this.root = root;
  }

  /** An empty one. */
  public static Lake in(Path root) {
    try {
      return new Lake(Files.createDirectories(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of another one, e.g. of the committed sample. */
  public static Lake copyOf(Path original, Path root) {
    try (Stream<Path> walk = Files.walk(original)) {
      for (Path from : walk.toList()) {
        Path to = root.resolve(original.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lake(root);
  }

  public Path root() {
    return root;
  }

  /** Writes an object, over what stood there. */
  public Lake put(String path, String text) {
    return put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes an object, over what stood there. */
  public Lake put(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Lake delete(String path) {
    try {
      Files.delete(root.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of all objects, in order. */
  public List<String> objects() {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
