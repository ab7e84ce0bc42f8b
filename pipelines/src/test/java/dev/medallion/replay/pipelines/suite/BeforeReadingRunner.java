package dev.medallion.replay.pipelines.suite;

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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/** The DirectRunner, but something happens after all objects are pinned and before one is read. */
public final class BeforeReadingRunner extends PipelineRunner<PipelineResult> {
  private static final String READING = "Read/Spread the reading";
  private static volatile Runnable event = () -> {};

  private final PipelineOptions options;

  private BeforeReadingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static BeforeReadingRunner fromOptions(PipelineOptions options) {
    return new BeforeReadingRunner(options);
  }

  /** What is to happen; it may happen several times. */
  public static void does(Runnable what) {
    event = what;
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                applied -> applied.getFullName().equals(READING),
                new DelayedFactory<Object, Object>())));
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    return PipelineRunner.fromOptions(options).run(pipeline);
  }

  private static final class DelayedFactory<K, V>
      implements PTransformOverrideFactory<
          PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>> {

    @Override
    public PTransformReplacement<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>>
                applied) {
      PCollection<?> grouped = applied.getOutputs().values().iterator().next();
      @SuppressWarnings("unchecked")
      Coder<KV<K, Iterable<V>>> coder = (Coder<KV<K, Iterable<V>>>) grouped.getCoder();
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(applied),
          new PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>>() {
            private static final long serialVersionUID = 1L;

            @Override
            public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> input) {
              return input
                  .apply("Group", GroupByKey.create())
                  .apply("Let it happen", ParDo.of(new EventFn<>()))
                  .setCoder(coder);
            }
          });
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<K, Iterable<V>>> replacement) {
      return ReplacementOutputs.singleton(outputs, replacement);
    }
  }

  private static final class EventFn<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void pass(@Element T element, OutputReceiver<T> out) {
      synchronized (EventFn.class) {
        event.run();
      }
      out.output(element);
    }
  }
}
