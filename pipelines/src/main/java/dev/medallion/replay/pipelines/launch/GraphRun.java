package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.pipelines.failure.GraphFailedException;
import dev.medallion.replay.transforms.run.failure.FailureNote;
import dev.medallion.replay.transforms.run.failure.FailureNotes;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;

/**
 * Runs a graph to its end. Why it failed is read from the run's folder, where the step that failed
 * noted it. Only where there is no note, the runner's exception tells: the graph did not start, or
 * nothing could be written.
 */
final class GraphRun {
  private GraphRun() {}

  /**
   * Runs it.
   *
   * @return false where the runner does not let the launcher wait: then the graph goes on by itself
   * @throws GraphFailedException where it failed, on purpose or not
   */
  static boolean run(Pipeline pipeline, RunFolder folder) {
    FailureNotes notes = new FailureNotes(folder);
    Set<String> earlier = names(notes);
    try {
      return DirectRunnerDrain.run(pipeline);
    } catch (RuntimeException | Error e) {
      throw new GraphFailedException(why(notes, earlier, e), e);
    }
  }

  /**
   * Refuses a runner that does not let the launcher wait for an answer that it needs.
   *
   * @param what the graph does, e.g. {@code a plan}
   */
  static UsageException unanswered(String what) {
    return new UsageException(
        List.of(
            "the runner does not let the launcher wait for "
                + what
                + ": use one that does, e.g. leave out --runner"));
  }

  private static Set<String> names(FailureNotes notes) {
    try {
      return notes.names();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the failures of earlier attempts", e);
    }
  }

  private static FailureNote why(FailureNotes notes, Set<String> earlier, Throwable thrown) {
    FailureNote untold = FailureNote.of("launcher", thrown, Nondeterminism.now());
    try {
      return notes.decisive(earlier).orElse(untold);
    } catch (IOException | RuntimeException e) {
      thrown.addSuppressed(e);
      return untold;
    }
  }
}
