package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.receipt.Manifest;
import dev.medallion.replay.transforms.receipt.ManifestJson;
import dev.medallion.replay.transforms.receipt.RunFolder;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.verdict.Conclusion;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runs the graph of a run that has begun, for the first time or when it goes on. */
final class RunToEnd {
  private RunToEnd() {}

  /**
   * The receipt that the run ends with.
   *
   * @throws RuntimeException what broke; it stands in a step of the receipt, and the run can go on.
   *     Where the model is wrong it has ended: with the model corrected it is another run
   */
  static Manifest graph(PipelineOptions runner, RunSpec run, Manifest started, RunFolder folder)
      throws IOException {
    Pipeline pipeline = Pipeline.create(runner);
    ReplayPipeline graph = new ReplayPipeline(run, ManifestJson.write(started));
    if (run.completions().isDone(Conclusion.UNIT)) {
      graph.applyTailTo(pipeline);
    } else {
      graph.applyTo(pipeline);
    }
    try {
      Stragglers.run(pipeline);
    } catch (RuntimeException | Error e) {
      // A bad verdict fails the job after its receipt was written; then the receipt says it all.
      if (!folder.hasEnded()) {
        note(started, folder, e);
        throw e;
      }
    }
    return folder.latestManifest();
  }

  private static void note(Manifest started, RunFolder folder, Throwable broken) {
    Manifest failed = started.failed(Failure.message(broken), Nondeterminism.now());
    try {
      if (Failure.isOfTheModel(broken)) {
        folder.finished(failed);
      } else {
        folder.step(failed);
      }
    } catch (IOException | RuntimeException e) {
      // Where the disk is full, the note does not fit either.
      broken.addSuppressed(e);
    }
  }
}
