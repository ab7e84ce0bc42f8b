package dev.medallion.replay.pipelines.suite.takeback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * One side of a race: a run in a process of its own that, if it is persistent, is started again
 * under another id as long as it ends with 4, as a scheduler would do it.
 *
 * @param name the id of its first run; later ones append a number
 * @param jvm the options of its processes
 * @param command the command line of a run of an id
 * @param log the files that take what is printed begin with this
 */
record Racer(
    String name,
    List<String> jvm,
    Function<String, List<String>> command,
    Path log,
    boolean persistent)
    implements Callable<List<Racer.Attempt>> {
  private static final int MOST_ATTEMPTS = 12;

  /** How one run ended. */
  record Attempt(String racer, String runId, int exitCode, String said) {
    boolean isGood() {
      return exitCode == 0;
    }
  }

  /** All its runs, in order. */
  @Override
  public List<Attempt> call() throws IOException, InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    for (int n = 1; n <= (persistent ? MOST_ATTEMPTS : 1); n++) {
      String runId = n == 1 ? name : name + "-" + n;
      try (Child child =
          new Child(log.resolveSibling(log.getFileName() + runId), jvm, command.apply(runId))) {
        int code = child.exitCode();
        attempts.add(new Attempt(name, runId, code, child.said()));
        if (code != 4) {
          break;
        }
      }
    }
    return attempts;
  }
}
