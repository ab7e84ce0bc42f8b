package dev.medallion.replay.pipelines.suite.worker;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/** The DirectRunner, but like a remote runner it says only that a job failed, and not why. */
public final class SilentRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private SilentRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static SilentRunner fromOptions(PipelineOptions options) {
    return new SilentRunner(options);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    try {
      return PipelineRunner.fromOptions(options).run(pipeline);
    } catch (RuntimeException | Error e) {
      return new Failed();
    } finally {
      options.setRunner(SilentRunner.class);
    }
  }

  private static final class Failed implements PipelineResult {
    @Override
    public State getState() {
      return State.FAILED;
    }

    @Override
    public State cancel() {
      return State.FAILED;
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return State.FAILED;
    }

    @Override
    public State waitUntilFinish() {
      return State.FAILED;
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("a failed job has no metrics");
    }
  }
}
