package dev.medallion.replay.pipelines.suite;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The DirectRunner, but something happens before the second graph that it runs. */
public final class BeforeGraphRunner extends PipelineRunner<PipelineResult> {
  private static Runnable event = () -> {};
  private static int graphs;

  private final PipelineOptions options;

  private BeforeGraphRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static BeforeGraphRunner fromOptions(PipelineOptions options) {
    return new BeforeGraphRunner(options);
  }

  /** What is to happen before the second graph from now on. */
  public static synchronized void second(Runnable what) {
    event = what;
    graphs = 0;
  }

  private static synchronized void begun() {
    if (++graphs == 2) {
      event.run();
    }
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    begun();
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    try {
      return PipelineRunner.fromOptions(options).run(pipeline);
    } finally {
      // The next graph is made of the same options.
      options.setRunner(BeforeGraphRunner.class);
    }
  }
}
