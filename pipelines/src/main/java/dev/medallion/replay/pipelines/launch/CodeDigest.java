package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
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
    MessageDigest digest = Sha256.start();
    for (Class<?> one : List.of(Text.class, RunSpec.class, CodeDigest.class)) {
      add(placeOf(one), digest);
    }
    return Sha256.hex(digest);
  }

  private static Path placeOf(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where " + one + " was loaded from is not a path", e);
    }
  }

  private static void add(Path place, MessageDigest digest) {
    try {
      if (Files.isDirectory(place)) {
        addClasses(place.resolve(ROOT), digest);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          addClasses(jar.getPath(ROOT), digest);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own classes in " + place, e);
    }
  }

  private static void addClasses(Path root, MessageDigest digest) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> classes =
          walk.filter(f -> f.toString().endsWith(".class"))
              .sorted((a, b) -> a.toString().compareTo(b.toString()))
              .toList();
      for (Path file : classes) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream bytes = Files.newInputStream(file)) {
          digest.update(bytes.readAllBytes());
        }
      }
    }
  }
}
