package dev.medallion.replay.pipelines.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a folder, to the byte. */
final class FileDigests {
  private FileDigests() {}

  /** The SHA-256 of each file below a folder, by path; a folder has an empty one. */
  static SortedMap<String, String> of(Path folder) {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.toList()) {
        digests.put(
            folder.relativize(path).toString(), Files.isDirectory(path) ? "" : digest(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digests;
  }

  /** What this program left in the temporary folder, which no other test that runs now shares. */
  static List<String> temporaryEntries() {
    try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return entries
          .map(e -> e.getFileName().toString())
          .filter(n -> n.startsWith("replay-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
