package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.RunInfo;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * The run that a launch of apply, rollback or resume asks for. A runner may try a step again, so
 * what is begun under its id is carried on; but only if it is the same work.
 *
 * @param command its name
 * @param runId of the run that it is
 * @param about the plan that it applies, or the run that it takes back; empty: it resumes, whatever
 *     the run of this id is
 * @param state the folder of its runs
 */
record Begun(String command, String runId, String about, String state) implements Serializable {

  /** Whether there is a run of this id. */
  boolean isThere() throws IOException {
    return folder().exists();
  }

  /** Why the run of this id is another one; empty: it is this one, or there is none. */
  Optional<String> isOther() throws IOException {
    if (about.isEmpty() || !isThere() || !(folder().hasEnded() || folder().steps() > 0)) {
      return Optional.empty();
    }
    RunInfo there = folder().latestManifest().run();
    boolean same = plain(there.command()).equals(command) && there.basis().equals(about);
    return same
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "run %s exists in %s, and is another one: %s%s, begun %s. Give another runId.",
                runId,
                state,
                there.command(),
                there.basis().isEmpty() ? "" : " of " + there.basis(),
                there.startedAt()));
  }

  private static String plain(String command) {
    return command.replace(RunInfo.DRY_RUN, "");
  }

  private RunFolder folder() {
    return RunFolder.open(Address.parse(state), runId);
  }
}
