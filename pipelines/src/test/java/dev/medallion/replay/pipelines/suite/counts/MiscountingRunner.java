package dev.medallion.replay.pipelines.suite.counts;

import dev.medallion.replay.transforms.beam.BuildShards;
import dev.medallion.replay.transforms.beam.Fact;
import dev.medallion.replay.transforms.beam.PackedFact;
import dev.medallion.replay.transforms.flow.block.BlockRef;
import dev.medallion.replay.transforms.flow.shard.Fate;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * The default runner, but for a bug of the kind that the reconciliation is there for: on the way
 * from the shards to the verdict, one winner of each shard of charges is no longer counted.
 */
public final class MiscountingRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private MiscountingRunner(PipelineOptions options) {
    this.options = options;
  }

  /** How Beam makes a runner. */
  public static MiscountingRunner fromOptions(PipelineOptions options) {
    return new MiscountingRunner(options);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                application -> application.getFullName().equals("Build"), new Miscounting())));
    options.setRunner(PipelineOptionsFactory.create().getRunner());
    return PipelineRunner.fromOptions(options).run(pipeline);
  }

  private static final class Miscounting
      implements PTransformOverrideFactory<
          PCollection<KV<String, BlockRef>>, PCollection<KV<String, PackedFact>>, BuildShards> {

    @Override
    public PTransformReplacement<
            PCollection<KV<String, BlockRef>>, PCollection<KV<String, PackedFact>>>
        getReplacementTransform(
            AppliedPTransform<
                    PCollection<KV<String, BlockRef>>,
                    PCollection<KV<String, PackedFact>>,
                    BuildShards>
                original) {
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(original),
          new PTransform<PCollection<KV<String, BlockRef>>, PCollection<KV<String, PackedFact>>>() {
            private static final long serialVersionUID = 1L;

            @Override
            public PCollection<KV<String, PackedFact>> expand(
                PCollection<KV<String, BlockRef>> blocks) {
              return PackedFact.coded(
                  blocks
                      .apply("As it is", original.getTransform())
                      .apply("Lose count", MapElements.via(new LoseOne())));
            }
          });
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollection<KV<String, PackedFact>> replaced) {
      return ReplacementOutputs.singleton(outputs, replaced);
    }
  }

  private static final class LoseOne
      extends SimpleFunction<KV<String, PackedFact>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;

    @Override
    public KV<String, PackedFact> apply(KV<String, PackedFact> fact) {
      ShardResult shard = ((Fact.ShardBuilt) fact.getValue().fact()).shard();
      return PackedFact.of(
          new Fact.ShardBuilt(
              new ShardResult(
                  shard.stream(),
                  shard.shard(),
                  shard.fragments(),
                  shard.fates().stream().map(LoseOne::less).toList(),
                  shard.seenOutside(),
                  shard.misplaced(),
                  shard.scopes(),
                  shard.deadLetters())));
    }

    private static FateCount less(FateCount fate) {
      return fate.entity().equals("charge") && fate.fate() == Fate.WINNER
          ? new FateCount(
              fate.source(), fate.entity(), fate.arrivalDate(), fate.fate(), fate.count() - 1)
          : fate;
    }
  }
}
