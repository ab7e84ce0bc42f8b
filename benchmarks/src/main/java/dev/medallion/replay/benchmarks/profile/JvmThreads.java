package dev.medallion.replay.benchmarks.profile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the JVM's own threads took: no Java call tells it, Linux does. */
final class JvmThreads {
  /** Names as Linux cuts them, by their beginning. */
  private static final Map<String, String> KINDS =
      Map.of("C1 ", "JIT compiler", "C2 ", "JIT compiler", "GC Thread", "garbage collector");

  /** Of user and system time: hundredths of a second, everywhere that Java 17 runs on Linux. */
  private static final long MILLIS_A_TICK = 10;

  private JvmThreads() {}

  /**
   * A line a kind: {@code jvm}, its name, CPU ms, and three zeros. Empty where there is no /proc.
   */
  static String lines() throws IOException {
    Map<String, Long> cpu = new TreeMap<>();
    Path tasks = Path.of("/proc/self/task");
    if (Files.isDirectory(tasks)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
        for (Path task : all) {
          String stat = Files.readString(task.resolve("stat"));
          kind(stat).ifPresent(kind -> cpu.merge(kind, millis(stat), Long::sum));
        }
      }
    }
    StringBuilder lines = new StringBuilder();
    cpu.forEach((kind, millis) -> lines.append("jvm\t" + kind + "\t" + millis + "\t0\t0\t0\n"));
    return lines.toString();
  }

  private static Optional<String> kind(String stat) {
    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return KINDS.entrySet().stream()
        .filter(kind -> name.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** User and system time are the 12th and 13th value after the name. */
  private static long millis(String stat) {
    String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(values[11]) + Long.parseLong(values[12])) * MILLIS_A_TICK;
  }
}
