package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A launch whose job runs on Prism, with a worker of its own, as jobs of Dataflow have. Whoever
 * kills the group of processes kills the job.
 */
final class LaunchOnPrism {
  private LaunchOnPrism() {}

  /**
   * Ends with the launcher's exit code.
   *
   * @param args a new folder for Prism and the worker, the launcher's class, and its arguments
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int code;
    try (Prism prism = Prism.start(Files.createDirectories(Path.of(args[0])), ofTheWorker())) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Processes.java(),
                  "-Xmx1g",
                  "-cp",
                  System.getProperty("java.class.path"),
                  args[1]));
      command.addAll(Arrays.asList(args).subList(2, args.length));
      command.addAll(prism.options());
      code = new ProcessBuilder(command).inheritIO().start().waitFor();
    }
    System.exit(code);
  }

  /** Workers get nothing of the launcher's environment but the way to the cloud. */
  private static Map<String, String> ofTheWorker() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment
        .keySet()
        .retainAll(List.of("LC_ALL", "REPLAY_GCS_ENDPOINT", "REPLAY_BIGQUERY_ENDPOINT"));
    return environment;
  }
}
