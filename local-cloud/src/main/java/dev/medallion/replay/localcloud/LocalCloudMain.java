package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Cloud Storage and BigQuery for a test that is not written in Java. */
final class LocalCloudMain {
  private LocalCloudMain() {}

  /**
   * Starts both, prints the environment of processes that use them, one {@code NAME=value} a line,
   * then an empty line, and stops both when its input ends.
   *
   * @param args a folder, which takes what the processes keep and print
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    try (LocalCloud cloud = LocalCloud.start(folder, folder.resolve("bigquery.duckdb"))) {
      Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
      cloud.environment().forEach((name, value) -> System.out.println(name + "=" + value));
      System.out.println();
      while (System.in.read() >= 0) {}
    }
  }
}
