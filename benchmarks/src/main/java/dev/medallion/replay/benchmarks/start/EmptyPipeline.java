package dev.medallion.replay.benchmarks.start;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Impulse;

/**
 * The least that a pipeline can be: what a small replay is compared with. It takes the replay's
 * settings of the DirectRunner, and does nothing.
 */
public final class EmptyPipeline {
  private EmptyPipeline() {}

  /** Runs it to its end; arguments are those of the launcher, and are not looked at. */
  public static void main(String[] args) {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--enforceEncodability=false",
                    "--enforceImmutability=false",
                    "--targetParallelism="
                        + Math.max(2, Runtime.getRuntime().availableProcessors()))
                .create());
    pipeline.apply("Begin", Impulse.create());
    pipeline.run().waitUntilFinish();
  }
}
