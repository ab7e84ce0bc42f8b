package dev.medallion.replay.pipelines.suite.templates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a launcher as its image does: a class path, a class, and parameters as texts. */
final class Launcher {
  static final String MAIN = "dev.medallion.replay.pipelines.template.TemplateMain";

  private final String classPath;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> ofTheService;

  /**
   * A launcher.
   *
   * @param folder in which it runs
   * @param environment of its image, and of the servers that stand in
   * @param ofTheService what the service adds to the parameters
   */
  Launcher(
      String classPath, Path folder, Map<String, String> environment, List<String> ofTheService) {
    this.classPath = classPath;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.ofTheService = List.copyOf(ofTheService);
  }

  /** How it ended. */
  record Ended(int exitCode, String output) {}

  Ended launch(String command, Map<String, String> parameters, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath, MAIN));
    parameters.forEach((name, value) -> line.add("--" + name + "=" + value));
    line.addAll(ofTheService);
    line.addAll(List.of(more));
    Path output = Files.createTempFile(folder, "launcher-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("REPLAY_COMMAND", command);
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher did not end: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
