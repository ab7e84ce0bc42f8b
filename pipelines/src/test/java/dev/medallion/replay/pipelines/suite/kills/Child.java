package dev.medallion.replay.pipelines.suite.kills;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commands in a process of their own, that can be killed. */
final class Child {
  /** What a process ends with that was killed by SIGKILL. */
  static final int KILLED = 128 + 9;

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Program program;
  private final Path folder;
  private Map<String, String> environment = Map.of();
  private volatile Optional<Process> running = Optional.empty();
  private int number;

  /**
   * A launcher of children.
   *
   * @param folder takes what they print
   */
  Child(Program program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Has those that are started from now on find this in their environment, too. */
  void giveEnvironment(Map<String, String> more) {
    environment = more;
  }

  /**
   * How a child ended.
   *
   * @param exitCode {@link #KILLED} if it was killed
   * @param steps that it took
   * @param printed on either stream
   */
  record End(int exitCode, List<String> steps, String printed, Duration took) {
    boolean wasKilled() {
      return exitCode == KILLED;
    }
  }

  /** Lets it run to its end. */
  End run(String... command) {
    return run(0, Duration.ZERO, command);
  }

  /** Lets it die right after a step, counted from 1. */
  End dieAfter(int step, String... command) {
    return run(step, Duration.ZERO, command);
  }

  /** Kills it after a while, if it still runs then. */
  End killAfter(Duration delay, String... command) {
    return run(0, delay, command);
  }

  /** Kills the one that runs, and waits until it is dead. */
  void kill() {
    running.ifPresent(
        process -> {
          process.destroyForcibly();
          try {
            process.waitFor();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private End run(int lastStep, Duration delay, String... command) {
    number++;
    Path steps = folder.resolve("steps-" + number);
    Path printed = folder.resolve("printed-" + number);
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder));
    line.addAll(program.options());
    line.addAll(List.of(DyingMain.class.getName(), steps.toString(), Integer.toString(lastStep)));
    line.addAll(List.of(command));
    try {
      long start = System.nanoTime();
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .redirectInput(new File("/dev/null"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      running = Optional.of(process);
      if (!delay.isZero() && !process.waitFor(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it hangs: " + String.join(" ", command) + "\n" + text(printed));
      }
      return new End(
          process.exitValue(),
          Files.exists(steps) ? Files.readAllLines(steps) : List.of(),
          text(printed),
          Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
