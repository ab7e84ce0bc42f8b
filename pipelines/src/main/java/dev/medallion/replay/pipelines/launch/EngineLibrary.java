package dev.medallion.replay.pipelines.launch;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Takes DuckDB's native library out of its jar, once, when the launcher builds. DuckDB would
 * otherwise unpack 60 MB into the temporary folder at every start, and a process that is killed
 * leaves them there. Without it in the jar, Java loads it from {@code java.library.path}.
 */
final class EngineLibrary {
  private EngineLibrary() {}

  /**
   * Does so.
   *
   * @param args the jar, which is changed, and the folder for the library
   */
  public static void main(String[] args) throws IOException {
    moveOut(Path.of(args[0]), Path.of(args[1]));
  }

  /** Moves this platform's library; a jar that has none for it stays as it is. */
  static void moveOut(Path jar, Path folder) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Path packed = zip.getPath("/libduckdb_java.so_" + platform());
      if (!Files.exists(packed)) {
        return;
      }
      Path library = folder.resolve(System.mapLibraryName("duckdb_java"));
      Path draft = folder.resolve(library.getFileName() + ".draft");
      Files.copy(packed, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(packed);
    }
  }

  /** As DuckDB's driver names it. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return "osx_universal";
    }
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.contains("windows") ? "windows_" : "linux_")
        + (machine.equals("aarch64") ? "arm64" : machine.replace("x86_64", "amd64"));
  }
}
