package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.pipelines.Main;
import dev.medallion.replay.transforms.storage.files.StepsHeard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The launcher's entry, in a process that kills itself, as {@code kill -9} would, right after a
 * step. Arguments: a file that takes the names of the steps, the number of the step to die after
 * (0: none), and the command line.
 */
final class DyingMain {
  private final Path steps;
  private final int last;
  private int taken;

  private DyingMain(Path steps, int last) {
    this.steps = steps;
    this.last = last;
  }

  public static void main(String[] args) {
    DyingMain dying = new DyingMain(Path.of(args[0]), Integer.parseInt(args[1]));
    StepsHeard.by(dying::taken);
    Main.main(Arrays.copyOfRange(args, 2, args.length));
  }

  /** Holds every other thread that takes a step meanwhile, too. */
  private synchronized void taken(String step) {
    taken++;
    try {
      Files.writeString(steps, step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (taken == last) {
        new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
        while (true) {
          LockSupport.park();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
