package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.WorkerSizing;
import dev.medallion.replay.pipelines.failure.GraphFailedException;
import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.end.RunLease;
import dev.medallion.replay.transforms.run.failure.FailureText;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;

/** Runs the graph of a run, when it starts or when it is resumed. */
final class RunToEnd {
  private final RunSpec run;
  private final Manifest started;
  private final RunFolder folder;
  private final PublishSettings publishing;

  /**
   * A run.
   *
   * @param started the receipt's first step, which stands in the folder
   */
  RunToEnd(RunSpec run, Manifest started, RunFolder folder, PublishSettings publishing) {
    this.run = run;
    this.started = started;
    this.folder = folder;
    this.publishing = publishing;
  }

  /**
   * The receipt that the run ends with. Whatever failed the job on purpose is a step of it.
   *
   * @return empty where the runner does not let the launcher wait: the graph ends the run by itself
   * @throws GraphFailedException what broke; it is recorded in a step of the receipt, and the run
   *     can be resumed. Where the model is wrong, or what the run keeps on its staging is damaged,
   *     it has ended: what helps is another run
   */
  Optional<Manifest> graph(PipelineOptions runner) throws IOException {
    Pipeline pipeline = Pipeline.create(runner);
    ReplayPipeline graph =
        new ReplayPipeline(
            run,
            ManifestJson.write(started),
            ProcessLiveness.thisProcess(),
            publishing,
            heavy(runner));
    if (run.completionsOfTurn().isDone(Conclusion.UNIT)) {
      graph.applyTailTo(pipeline);
    } else {
      graph.applyTo(pipeline);
    }
    int steps = folder.steps();
    try {
      if (!GraphRun.run(pipeline, folder)) {
        return Optional.empty();
      }
    } catch (GraphFailedException e) {
      if (!receiptTells(e, steps)) {
        record(e);
        releaseLease(e);
        throw e;
      }
    }
    return Optional.of(folder.latestManifest());
  }

  /**
   * Of Dataflow's workers: DuckDB's budget and half as much again, so that a job whose machines are
   * too small for its {@code --memory} gets larger ones for the steps that use it. Other runners
   * get none, as each hint is an environment of its own in the graph.
   */
  private ResourceHints heavy(PipelineOptions runner) {
    return WorkerSizing.isOfDataflow(runner)
        ? ResourceHints.create().withMinRam(run.memoryBytes() / 2 * 3)
        : ResourceHints.create();
  }

  /** Whether the job was failed on purpose; where the receipt can't be looked at, it was not. */
  private boolean receiptTells(Throwable broken, int steps) {
    try {
      return folder.hasEnded() || folder.steps() != steps;
    } catch (UncheckedIOException e) {
      broken.addSuppressed(e);
      return false;
    }
  }

  private void record(GraphFailedException broken) {
    String whole = broken.note().whole();
    Manifest failed = started.failed(whole + FailureText.advice(whole), Nondeterminism.now());
    try {
      if (broken.note().kind().endsRun()) {
        folder.finished(failed);
      } else {
        folder.step(failed);
      }
    } catch (IOException | RuntimeException e) {
      // Where the disk is full, this does not fit either.
      broken.addSuppressed(e);
    }
  }

  /** A courtesy of a launcher that waits: otherwise the next run finds that the owner is gone. */
  private void releaseLease(Throwable broken) {
    if (!run.mode().publishes()) {
      return;
    }
    try {
      new RunLease(
              Warehouses.of(run.warehouse(), run.state(), Models.of(run.modelFiles()).zone()),
              run.runId())
          .release();
    } catch (RuntimeException e) {
      broken.addSuppressed(e);
    }
  }
}
