package dev.medallion.replay.bigqueryserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another program, run to its end. */
final class Command {
  private Command() {}

  /** What it printed, errors among it; fails if it did. */
  static String run(Path home, List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(words + " failed: " + printed);
    }
    return printed;
  }
}
