package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processes with working directories, home folders, folders for temporary files and environments of
 * their own. They know nothing of each other, or of the process that starts them.
 */
final class Processes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  /**
   * None yet.
   *
   * @param folder takes their folders, and what they print
   */
  Processes(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A folder of a process: {@code cwd}, {@code home} or {@code tmp}. */
  Path folder(String process, String name) {
    return folder.resolve(process).resolve(name);
  }

  /**
   * Starts one.
   *
   * @param environment all that it finds there, but for its folders
   */
  Process start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path cwd = Files.createDirectories(folder(name, "cwd"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(cwd.toFile())
            .redirectOutput(printed(name).toFile())
            .redirectError(folder.resolve(name + ".log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("HOME", Files.createDirectories(folder(name, "home")).toString());
    builder.environment().put("TMPDIR", Files.createDirectories(folder(name, "tmp")).toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** The same for a class of this program, with its home and temporary folders in Java's terms. */
  Process startJava(
      String name, List<String> options, List<String> mainAndArgs, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(options);
    command.add("-Duser.home=" + folder(name, "home"));
    command.add("-Djava.io.tmpdir=" + folder(name, "tmp"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(mainAndArgs);
    return start(name, command, environment);
  }

  /** The program that runs this process. */
  static String java() {
    return ProcessHandle.current().info().command().orElseThrow();
  }

  /** The first line that a process prints: it has started. */
  String firstLine(String name, Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String text = Files.readString(printed(name), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      if (end >= 0) {
        return text.substring(0, end).strip();
      }
      pauseOrThrow(name, process, deadline);
    }
  }

  /** Waits until a process answers. */
  void await(String name, Process process, Answer answer) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answer.isThere()) {
      pauseOrThrow(name, process, deadline);
    }
  }

  private void pauseOrThrow(String name, Process process, long deadline)
      throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() > deadline) {
      throw new IOException(
          name + " did not start; what it says is in " + folder.resolve(name + ".log"));
    }
    Thread.sleep(50);
  }

  private Path printed(String name) {
    return folder.resolve(name + ".out");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Whether a server is there. */
  interface Answer {
    boolean isThere() throws InterruptedException;
  }

  /** Kills them. */
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(p -> p.onExit().join());
  }
}
