package dev.medallion.replay.pipelines.launch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes from DuckDB's jar the native libraries of other platforms, where it is known on which one
 * it will run: of the image, and of each job's staging, they would be a third.
 */
final class EnginePlatforms {
  private static final String LIBRARY = "libduckdb_java.so_";

  private EnginePlatforms() {}

  /**
   * Does so.
   *
   * @param args the jar, which is changed, and the platform whose library stays, as DuckDB names it
   */
  public static void main(String[] args) throws IOException {
    keep(Path.of(args[0]), args[1]);
  }

  /**
   * Keeps one library.
   *
   * @throws IOException where the jar has none for the platform; it stays as it was
   */
  static void keep(Path jar, String platform) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> entries = Files.list(zip.getPath("/"))) {
      List<Path> libraries =
          entries.filter(e -> e.getFileName().toString().startsWith(LIBRARY)).toList();
      if (libraries.stream().noneMatch(e -> e.endsWith(LIBRARY + platform))) {
        throw new IOException(jar + " has no library of DuckDB for " + platform);
      }
      for (Path library : libraries) {
        if (!library.endsWith(LIBRARY + platform)) {
          Files.delete(library);
        }
      }
    }
  }
}
