package dev.medallion.replay.pipelines.suite.kills;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The classes of this build for processes that start often: folders of classes in jars, since only
 * of jars the JVM keeps an archive of loaded classes, which halves the time of a start.
 *
 * @param classPath of jars
 * @param archive to be made by the first process that runs to its end
 */
public record Program(String classPath, Path archive) {

  /**
   * Packs them.
   *
   * @param folder takes jars and archive
   */
  public static Program in(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (place.isEmpty()) {
        // The folder that the build runs in.
        continue;
      }
      Path path = Path.of(place);
      jars.add(
          Files.isDirectory(path)
              ? jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString()
              : place);
    }
    return new Program(String.join(File.pathSeparator, jars), folder.resolve("program.jsa"));
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> walk = Files.walk(classes)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
      }
    }
    return jar;
  }

  /** The options of a JVM that starts it. */
  public List<String> options() {
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx1g",
        "-Xlog:disable",
        "-Xlog:all=off:stderr",
        Files.exists(archive)
            ? "-XX:SharedArchiveFile=" + archive
            : "-XX:ArchiveClassesAtExit=" + archive,
        "-cp",
        classPath);
  }
}
