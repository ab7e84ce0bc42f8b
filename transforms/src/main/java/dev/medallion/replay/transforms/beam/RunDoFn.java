package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.verdict.VerdictException;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.failure.FailureNotes;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.local.NameEncoding;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * A DoFn of a run: it carries the run's spec, has the model once it is set up, and notes in the
 * run's folder what fails.
 */
abstract class RunDoFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1L;

  private final CarriedSpec run;
  private transient Model model;

  RunDoFn(RunSpec run) {
    this.run = new CarriedSpec(run);
  }

  @Setup
  public void loadModel() {
    noting(
        "setup",
        () -> {
          NameEncoding.requireUtf8(run().roots().values());
          model = Models.of(run().modelFiles());
        });
  }

  /** Work that may fail. */
  @FunctionalInterface
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Does a step's work. If it fails, that is noted in the run's folder before it is thrown: the
   * launcher may be in another process, or gone.
   *
   * @param step the step, and the unit that it works on; names the note
   */
  final <E extends Exception> void noting(String step, Work<E> work) throws E {
    try {
      work.run();
    } catch (VerdictException e) {
      // The receipt says what happened.
      throw e;
    } catch (Exception | Error e) {
      new FailureNotes(new RunFolder(run().runFolder(), run().runId())).add(step, e);
      throw e;
    }
  }

  final RunSpec run() {
    return run.get();
  }

  final Model model() {
    return model;
  }

  final ArrivalRanges ranges() {
    return new ArrivalRanges(model, run().scope(), run().arrives());
  }
}
