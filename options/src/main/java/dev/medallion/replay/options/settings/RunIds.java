package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import java.util.Optional;

/** The ids of runs, which name folders. */
public final class RunIds {
  private RunIds() {}

  /** The given id, or a new one; what is wrong with it is added to the problems. */
  public static String of(Optional<String> given, Problems problems) {
    String runId = given.orElseGet(Nondeterminism::newRunId);
    if (!runId.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")) {
      problems.add(
          Text.format(
              "--run-id=%s: use at most 80 letters, digits, - _ and . because the id names a"
                  + " folder",
              runId));
    }
    return runId;
  }
}
