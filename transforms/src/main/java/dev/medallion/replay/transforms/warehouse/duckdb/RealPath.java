package dev.medallion.replay.transforms.warehouse.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one name of a place that may be reached by several: relative, or through links. */
final class RealPath {
  private RealPath() {}

  /** Of a file or folder that need not be there: then of what is there of the way to it. */
  static Path of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path there = absolute;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return absolute;
    }
    try {
      return there.toRealPath().resolve(there.relativize(absolute)).normalize();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resolve the path " + path, e);
    }
  }
}
