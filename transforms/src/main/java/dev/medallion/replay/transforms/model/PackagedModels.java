package dev.medallion.replay.transforms.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The models on the class path, below {@code models/}: in a folder of classes, in this module's
 * jar, or in one jar of everything.
 *
 * <p>They are found beside the one file that is always there: jars need not list their folders.
 */
final class PackagedModels {
  private static final String FOLDER = "models/";
  private static final String ANCHOR = FOLDER + "README.md";

  private PackagedModels() {}

  static SortedSet<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (String file : all().keySet()) {
      if (file.endsWith("/" + ModelFiles.MODEL_FILE)) {
        names.add(file.substring(0, file.indexOf('/')));
      }
    }
    return names;
  }

  /** The files of one model, by name below its folder. */
  static SortedMap<String, byte[]> files(String model, Predicate<String> wanted) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    all()
        .forEach(
            (name, bytes) -> {
              if (name.startsWith(model + "/")) {
                files.put(name.substring(model.length() + 1), bytes);
              }
            });
    files.keySet().removeIf(name -> !wanted.test(name));
    return files;
  }

  /** Every file below {@code models/}: they are few and small. */
  private static Map<String, byte[]> all() {
    URL anchor = PackagedModels.class.getClassLoader().getResource(ANCHOR);
    if (anchor == null) {
      throw new IllegalStateException("the program was packaged without " + ANCHOR);
    }
    try {
      return anchor.openConnection() instanceof JarURLConnection jar
          ? ofJar(jar)
          : ofFolder(Path.of(new URI(anchor.toString())).resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the packaged models", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has an odd address: " + anchor, e);
    }
  }

  private static Map<String, byte[]> ofJar(JarURLConnection connection) throws IOException {
    // Not shared: closing a cached jar file would close the class loader's.
    connection.setUseCaches(false);
    String prefix = connection.getEntryName().substring(0, lengthOfFolder(connection));
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = connection.getJarFile()) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
          files.put(
              entry.getName().substring(prefix.length()),
              ModelFiles.readAll(jar.getInputStream(entry)));
        }
      }
    }
    return files;
  }

  private static int lengthOfFolder(JarURLConnection connection) {
    return connection.getEntryName().lastIndexOf('/') + 1;
  }

  private static Map<String, byte[]> ofFolder(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
