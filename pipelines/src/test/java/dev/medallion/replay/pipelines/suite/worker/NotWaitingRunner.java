package dev.medallion.replay.pipelines.suite.worker;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/**
 * The DirectRunner, but like the one of a template it takes the job and does not let the launcher
 * wait for it.
 */
public final class NotWaitingRunner extends PipelineRunner<PipelineResult> {
  private static volatile Thread job = new Thread();

  private final PipelineOptions options;

  private NotWaitingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static NotWaitingRunner fromOptions(PipelineOptions options) {
    return new NotWaitingRunner(options);
  }

  /** Waits until the job that was taken last has ended. */
  static void await() throws InterruptedException {
    job.join();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    job = new Thread(() -> PipelineRunner.fromOptions(options).run(pipeline));
    job.setUncaughtExceptionHandler((thread, failure) -> {});
    job.start();
    return new Submitted();
  }

  private static final class Submitted implements PipelineResult {
    @Override
    public State getState() {
      return State.UNKNOWN;
    }

    @Override
    public State cancel() {
      throw new UnsupportedOperationException("a template's job can't be cancelled here");
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      return waitUntilFinish();
    }

    @Override
    public State waitUntilFinish() {
      throw new UnsupportedOperationException("a template's job can't be waited for here");
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException("a template's job has no metrics here");
    }
  }
}
