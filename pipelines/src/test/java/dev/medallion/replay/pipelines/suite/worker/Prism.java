package dev.medallion.replay.pipelines.suite.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prism and one worker, each a process of its own that knows nothing of the launcher's. */
final class Prism {
  /** Names the program. */
  static final String PROGRAM = "replay.prism";

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Process worker;

  private Prism(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts them, and has {@link PrismRunner} use them.
   *
   * @param folder new; takes the folders in which they run, and what they print
   * @param environment all that the worker finds in its environment, but for its folders
   */
  static Prism start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Prism prism = new Prism(folder);
    int port = freePort();
    prism.start(
        "prism",
        List.of(System.getProperty(PROGRAM), "--job_port=" + port, "--serve_http=false"),
        Map.of());
    prism.worker =
        prism.start(
            "worker",
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-Duser.home=" + prism.folder("worker", "home"),
                "-Djava.io.tmpdir=" + prism.folder("worker", "tmp"),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerPool.class.getName()),
            environment);
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(prism.worker.getInputStream(), StandardCharsets.UTF_8));
    PrismRunner.at("localhost:" + port, out.readLine());
    await(port);
    return prism;
  }

  /** Kills the worker, which can't do anything about it. */
  void killWorker() throws InterruptedException {
    worker.destroyForcibly().waitFor();
  }

  /** A folder of a process: {@code cwd}, {@code home} or {@code tmp}. */
  Path folder(String process, String name) {
    return folder.resolve(process).resolve(name);
  }

  private Process start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path cwd = Files.createDirectories(folder(name, "cwd"));
    Path home = Files.createDirectories(folder(name, "home"));
    Path temporary = Files.createDirectories(folder(name, "tmp"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(cwd.toFile())
            .redirectError(folder.resolve(name + ".log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("TMPDIR", temporary.toString());
    if (name.equals("prism")) {
      builder.redirectOutput(folder.resolve(name + ".out").toFile());
    }
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void await(int port) throws IOException, InterruptedException {
    for (int tries = 1; !answers(port); tries++) {
      if (tries == 100) {
        throw new IOException("Prism does not answer");
      }
      Thread.sleep(100);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Kills them. */
  void stop() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly();
      process.waitFor();
    }
  }
}
