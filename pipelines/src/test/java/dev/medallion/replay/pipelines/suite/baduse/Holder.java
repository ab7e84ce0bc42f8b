package dev.medallion.replay.pipelines.suite.baduse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another process that has a warehouse open for writing. */
final class Holder implements AutoCloseable {
  private final Process process;

  private Holder(Process process) {
    this.process = process;
  }

  /** What that process runs. */
  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
      System.out.println(connection.isClosed() ? "closed" : "open");
      while (System.in.read() >= 0) {}
    }
  }

  static Holder of(Path warehouse) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                warehouse.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!"open".equals(out.readLine())) {
      throw new IOException("the other process could not open " + warehouse);
    }
    return new Holder(process);
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
