package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.SubmitOptions;
import dev.medallion.replay.options.parse.OptionsParser;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where the graphs run whose answers the launcher needs before it can build the job. A launcher
 * that ends once the job is submitted runs them itself: nobody else gives an answer in time.
 */
final class LauncherGraphs {
  private LauncherGraphs() {}

  /** Whether the launcher does not wait for the job, though the runner would let it. */
  static boolean endsOnceSubmitted(PipelineOptions runner) {
    return runner.as(SubmitOptions.class).getSubmitOnly();
  }

  /** The options of a graph whose answer is needed. */
  static PipelineOptions options(PipelineOptions runner) {
    return endsOnceSubmitted(runner) ? OptionsParser.ofThisProcess() : runner;
  }
}
