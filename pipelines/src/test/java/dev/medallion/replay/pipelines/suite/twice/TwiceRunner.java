package dev.medallion.replay.pipelines.suite.twice;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/** The DirectRunner, but every step of this program is a {@link TwiceFn}. */
public final class TwiceRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private TwiceRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static TwiceRunner fromOptions(PipelineOptions options) {
    return new TwiceRunner(options);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                applied ->
                    applied.getTransform() instanceof ParDo.MultiOutput<?, ?> step
                        && step.getFn().getClass().getName().startsWith("dev.medallion.replay.tr"),
                new TwiceFactory<Object, Object>())));
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    return PipelineRunner.fromOptions(options).run(pipeline);
  }

  private static final class TwiceFactory<I, O>
      implements PTransformOverrideFactory<
          PCollection<? extends I>, PCollectionTuple, ParDo.MultiOutput<I, O>> {

    @Override
    public PTransformReplacement<PCollection<? extends I>, PCollectionTuple>
        getReplacementTransform(
            AppliedPTransform<PCollection<? extends I>, PCollectionTuple, ParDo.MultiOutput<I, O>>
                applied) {
      Map<TupleTag<?>, PCollection<?>> outputs = applied.getOutputs();
      ParDo.MultiOutput<I, O> step = applied.getTransform();
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(applied),
          new PTransform<PCollection<? extends I>, PCollectionTuple>() {
            private static final long serialVersionUID = 1L;

            @Override
            public PCollectionTuple expand(PCollection<? extends I> input) {
              PCollectionTuple out =
                  input.apply(
                      "Twice",
                      ParDo.of(
                              new TwiceFn<>(
                                  applied.getFullName(),
                                  step.getFn(),
                                  step.getMainOutputTag(),
                                  List.copyOf(step.getSideInputs().values())))
                          .withSideInputs(step.getSideInputs().values())
                          .withOutputTags(step.getMainOutputTag(), step.getAdditionalOutputTags()));
              outputs.forEach((tag, original) -> setCoder(out.get(tag), original));
              return out;
            }
          });
    }

    @SuppressWarnings("unchecked")
    private static <T> void setCoder(PCollection<T> output, PCollection<?> original) {
      output.setCoder((Coder<T>) original.getCoder());
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple replacement) {
      return ReplacementOutputs.tagged(outputs, replacement);
    }
  }
}
