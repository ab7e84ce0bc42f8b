package dev.medallion.replay.pipelines.suite;

import dev.medallion.replay.transforms.flow.match.ReadUnit;
import dev.medallion.replay.transforms.flow.read.ReadTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
 * The DirectRunner, but objects are read in reverse, and so comes what a grouping brings together.
 * The lister sorts and the DirectRunner mostly keeps that order; other runners promise nothing.
 */
public final class ReversingRunner extends PipelineRunner<PipelineResult> {
  private static final String INNER = "In the runner's order";
  private static final AtomicLong MOVED = new AtomicLong();

  private final PipelineOptions options;

  private ReversingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** What Beam makes a runner by. */
  public static ReversingRunner fromOptions(PipelineOptions options) {
    return new ReversingRunner(options);
  }

  /** How many objects and elements of groups were reversed, so far. */
  static long moved() {
    return MOVED.get();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    pipeline.replaceAll(List.of(reversedGroups()));
    options.setRunner(
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create().getRunner());
    return PipelineRunner.fromOptions(options).run(pipeline);
  }

  private static PTransformOverride reversedGroups() {
    return PTransformOverride.of(
        applied ->
            applied.getTransform() instanceof GroupByKey && !applied.getFullName().contains(INNER),
        new ReversedGroupsFactory<Object, Object>());
  }

  private static final class ReversedGroupsFactory<K, V>
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
      return PTransformReplacement.of(input, new ReversedGroups<K, V>());
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<K, Iterable<V>>> replacement) {
      return ReplacementOutputs.singleton(outputs, replacement);
    }
  }

  private static final class ReversedGroups<K, V>
      extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
    private static final long serialVersionUID = 1L;

    @Override
    public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> input) {
      KvCoder<K, V> coder = (KvCoder<K, V>) input.getCoder();
      return input
          .apply(INNER, GroupByKey.create())
          .apply("In reverse order", ParDo.of(new ReverseFn<>()))
          .setCoder(KvCoder.of(coder.getKeyCoder(), IterableCoder.of(coder.getValueCoder())));
    }
  }

  private static final class ReverseFn<K, V> extends DoFn<KV<K, Iterable<V>>, KV<K, Iterable<V>>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void reverse(@Element KV<K, Iterable<V>> group, OutputReceiver<KV<K, Iterable<V>>> out) {
      out.output(KV.of(group.getKey(), reversed(group.getValue())));
    }

    private static <T> List<T> reversed(Iterable<T> elements) {
      List<T> list = new ArrayList<>();
      elements.forEach(e -> list.add(withObjectsReversed(e)));
      Collections.reverse(list);
      if (list.size() > 1) {
        MOVED.addAndGet(list.size());
      }
      return list;
    }

    /** Objects that are read together come as one element. */
    @SuppressWarnings("unchecked")
    private static <T> T withObjectsReversed(T element) {
      if (!(element instanceof ReadTask task)) {
        return element;
      }
      ReadUnit unit = task.unit();
      return (T) new ReadTask(new ReadUnit(unit.source(), reversed(unit.objects())), task.shards());
    }
  }
}
