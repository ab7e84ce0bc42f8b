package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The digest of the program's classes in all three modules, in jars or in folders. */
final class CodeDigest {
  private static final String ROOT = "dev/medallion/replay";

  private static volatile String text;

  private CodeDigest() {}

  /** Hex SHA-256 over the names and bytes of the classes. */
  static String text() {
    if (text == null) {
      text = compute();
    }
    return text;
  }

  private static String compute() {
    // By name, wherever they are: the same classes in one jar, in three, or in folders.
    TreeMap<String, byte[]> classes = new TreeMap<>();
    Stream.of(Text.class, RunSpec.class, CodeDigest.class)
        .map(CodeDigest::placeOf)
        .distinct()
        .forEach(place -> collect(place, classes));
    MessageDigest digest = Sha256.start();
    classes.forEach(
        (name, content) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    return Sha256.hex(digest);
  }

  private static Path placeOf(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where " + one + " was loaded from is not a path", e);
    }
  }

  private static void collect(Path place, Map<String, byte[]> classes) {
    try {
      if (Files.isDirectory(place)) {
        collectBelow(place.resolve(ROOT), classes);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          collectBelow(jar.getPath(ROOT), classes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own classes in " + place, e);
    }
  }

  private static void collectBelow(Path root, Map<String, byte[]> classes) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(f -> f.toString().endsWith(".class")).toList()) {
        classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }
}
