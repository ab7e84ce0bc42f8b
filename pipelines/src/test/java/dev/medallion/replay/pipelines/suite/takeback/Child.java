package dev.medallion.replay.pipelines.suite.takeback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.Main;
import dev.medallion.replay.pipelines.suite.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a process of its own, that can be stopped, woken and killed. */
final class Child implements AutoCloseable {
  /** The options of a JVM that starts seldom. */
  static final List<String> PLAIN =
      List.of(
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-cp",
          System.getProperty("java.class.path"));

  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param log what it prints
   */
  Child(Path log, List<String> args) throws IOException {
    this(log, PLAIN, args);
  }

  /**
   * Starts it with other options of its JVM.
   *
   * @param log what it prints
   */
  Child(Path log, List<String> jvm, List<String> args) throws IOException {
    this.log = log;
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(jvm);
    command.add(Main.class.getName());
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(Bench.environment());
    this.process = builder.start();
  }

  /** Sends it a signal, e.g. STOP. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(), is(0));
  }

  /** Waits until a file of this name stands, as long as the process lives. */
  void await(Path folder, String prefix) throws IOException, InterruptedException {
    while (!anyBegins(folder, prefix)) {
      assertThat(said(), process.isAlive(), is(true));
      Thread.sleep(2);
    }
  }

  /** Whether a file of this name stands now. */
  static boolean anyBegins(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> f.getFileName().toString().startsWith(prefix));
    } catch (NoSuchFileException e) {
      // A good run deletes its staging in the end.
      return false;
    }
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    // A machine that others use too may let it wait for long.
    assertThat("the child ended", process.waitFor(15, TimeUnit.MINUTES), is(true));
    return process.exitValue();
  }

  /** What it printed. */
  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
