package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.flow.match.ReadPlan;
import dev.medallion.replay.transforms.flow.read.ReadTask;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Packs the listed objects into read units, and works out how many shards each stream has: both
 * need the whole listing, which is gone over part by part.
 */
public final class PackReadUnits
    extends PTransform<PCollection<KV<String, PackedFact>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<KV<String, ReadTask>> UNITS = new TupleTag<>("read units") {};
  public static final TupleTag<KV<String, PackedFact>> SHARDS = new TupleTag<>("shard counts") {};

  private final RunSpec run;

  private PackReadUnits(RunSpec run) {
    this.run = run;
  }

  public static PackReadUnits of(RunSpec run) {
    return new PackReadUnits(run);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, PackedFact>> listed) {
    PCollectionTuple packed =
        listed
            .apply("The whole listing", GroupByKey.create())
            .apply(
                "Pack", ParDo.of(new PackFn(run)).withOutputTags(UNITS, TupleTagList.of(SHARDS)));
    packed.get(UNITS).setCoder(Elements.keyedCoder(ReadTask.class));
    PackedFact.coded(packed.get(SHARDS));
    return packed;
  }

  private static final class PackFn
      extends RunDoFn<KV<String, Iterable<PackedFact>>, KV<String, ReadTask>> {
    private static final long serialVersionUID = 1L;

    PackFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void pack(@Element KV<String, Iterable<PackedFact>> listed, MultiOutputReceiver out) {
      noting("pack", () -> packed(listed, out));
    }

    private void packed(KV<String, Iterable<PackedFact>> listed, MultiOutputReceiver out) {
      ReadPlan plan =
          new ReadPlan(
              model(),
              run().shards(),
              () ->
                  PackedFact.stream(listed, Fact.Listed.class)
                      .map(Fact.Listed::objects)
                      .iterator());
      plan.forEach(
          (name, unit) -> out.get(UNITS).output(KV.of(name, new ReadTask(unit, plan.shards()))));
      out.get(SHARDS).output(PackedFact.of(new Fact.Sharded(plan.shards())));
    }
  }
}
