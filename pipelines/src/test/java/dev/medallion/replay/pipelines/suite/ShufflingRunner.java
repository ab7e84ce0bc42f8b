package dev.medallion.replay.pipelines.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * The DirectRunner, but what a grouping brings together comes in another order. The file system
 * lists in one order and the DirectRunner mostly keeps it; other runners promise nothing.
 */
public final class ShufflingRunner extends PipelineRunner<PipelineResult> {
  private static final String INNER = "In the runner's order";
  private static final AtomicLong MOVED = new AtomicLong();

  private final PipelineOptions options;

  private ShufflingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static ShufflingRunner fromOptions(PipelineOptions options) {
    return new ShufflingRunner(options);
  }

  /** How many elements came in another place of their group than the DirectRunner's, so far. */
  static long moved() {
    return MOVED.get();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    pipeline.replaceAll(List.of(shuffledGroups()));
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    return PipelineRunner.fromOptions(options).run(pipeline);
  }

  private static PTransformOverride shuffledGroups() {
    return PTransformOverride.of(
        applied ->
            applied.getTransform() instanceof GroupByKey && !applied.getFullName().contains(INNER),
        new ShuffledGroupsFactory<Object, Object>());
  }

  private static final class ShuffledGroupsFactory<K, V>
      implements PTransformOverrideFactory<
          PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>> {

    @Override
    public PTransformReplacement<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>, GroupByKey<K, V>>
                applied) {
      @SuppressWarnings("unchecked")
      PCollection<KV<K, V>> input =
          (PCollection<KV<K, V>>) applied.getInputs().values().iterator().next();
      return PTransformReplacement.of(input, new ShuffledGroups<K, V>());
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<K, Iterable<V>>> replacement) {
      return ReplacementOutputs.singleton(outputs, replacement);
    }
  }

  private static final class ShuffledGroups<K, V>
      extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> input) {
      KvCoder<K, V> coder = (KvCoder<K, V>) input.getCoder();
      return input
          .apply(INNER, GroupByKey.create())
          .apply("In another order", ParDo.of(new ShuffleFn<>()))
          .setCoder(KvCoder.of(coder.getKeyCoder(), IterableCoder.of(coder.getValueCoder())));
    }
  }

  private static final class ShuffleFn<K, V> extends DoFn<KV<K, Iterable<V>>, KV<K, Iterable<V>>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void shuffle(@Element KV<K, Iterable<V>> group, OutputReceiver<KV<K, Iterable<V>>> out) {
      List<V> before = new ArrayList<>();
      group.getValue().forEach(before::add);
      List<V> after = new ArrayList<>(before);
      Collections.shuffle(after, new Random(7));
      for (int i = 0; i < after.size(); i++) {
        if (after.get(i) != before.get(i)) {
          MOVED.incrementAndGet();
        }
      }
      out.output(KV.of(group.getKey(), after));
    }
  }
}
