package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.block.BlockFiles;
import dev.medallion.replay.transforms.flow.block.BlockRef;
import dev.medallion.replay.transforms.flow.shard.ShardBuilder;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings the blocks of a shard together (the one big shuffle) and computes it.
 *
 * <p>Input: where blocks lie, by {@code stream/shard}. Output: a {@link Fact.ShardBuilt} a shard
 * that has events.
 */
public final class BuildShards
    extends PTransform<PCollection<KV<String, BlockRef>>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private BuildShards(RunSpec run) {
    this.run = run;
  }

  public static BuildShards of(RunSpec run) {
    return new BuildShards(run);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(PCollection<KV<String, BlockRef>> blocks) {
    return PackedFact.coded(
        blocks
            .apply("Group blocks by shard", GroupByKey.create())
            .apply("Compute shards", ParDo.of(new BuildFn(run))));
  }

  private static final class BuildFn
      extends RunDoFn<KV<String, Iterable<BlockRef>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;

    BuildFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void build(
        @Element KV<String, Iterable<BlockRef>> shard, OutputReceiver<KV<String, PackedFact>> out) {
      String key = shard.getKey();
      noting("shard-" + key.replace('/', '-'), () -> build(key, shard.getValue(), out));
    }

    private void build(
        String key, Iterable<BlockRef> references, OutputReceiver<KV<String, PackedFact>> out) {
      int slash = key.lastIndexOf('/');
      String name = key.substring(0, slash);
      EventStream stream =
          model().streams().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
      int number = Integer.parseInt(key.substring(slash + 1));
      ShardBuilder builder = new ShardBuilder(model(), run());
      BlockFiles blocks = new BlockFiles(run().staging());
      ShardResult built =
          run()
              .completions()
              .once(
                  "shard-" + name + "-" + number,
                  new TypeReference<>() {},
                  () ->
                      builder.build(
                          stream, number, blocks.read(references), Nondeterminism.newToken()));
      out.output(PackedFact.of(new Fact.ShardBuilt(built)));
    }
  }
}
