package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.transforms.DoFn;

/** A DoFn of a run: it carries the run's spec, and has the model once it is set up. */
abstract class RunDoFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1L;

  private final CarriedSpec run;
  private transient Model model;

  RunDoFn(RunSpec run) {
    this.run = new CarriedSpec(run);
  }

  @Setup
  public void loadModel() {
    model = Models.of(run().modelFiles());
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
