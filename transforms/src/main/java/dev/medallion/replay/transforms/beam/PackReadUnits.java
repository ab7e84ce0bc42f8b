package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.ObjectRefs;
import dev.medallion.replay.transforms.objects.ReadUnit;
import dev.medallion.replay.transforms.objects.ReadUnits;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.ShardCounts;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Packs the listed objects into read units, and works out how many shards each stream has: both
 * need the whole listing.
 */
public final class PackReadUnits extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<KV<String, ReadUnit>> UNITS = new TupleTag<>("read units") {};
  public static final TupleTag<ShardCounts> SHARDS = new TupleTag<>("shard counts") {};

  private final RunSpec run;

  private final PCollectionView<Iterable<ObjectRefs>> objects;

  private PackReadUnits(RunSpec run, PCollectionView<Iterable<ObjectRefs>> objects) {
    this.run = run;
    this.objects = objects;
  }

  public static PackReadUnits of(RunSpec run, PCollectionView<Iterable<ObjectRefs>> objects) {
    return new PackReadUnits(run, objects);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple packed =
        begin
            .apply("Seed the packing", Create.of("packing"))
            .apply(
                "Pack",
                ParDo.of(new PackFn(run, objects))
                    .withSideInputs(objects)
                    .withOutputTags(UNITS, TupleTagList.of(SHARDS)));
    packed.get(UNITS).setCoder(Elements.keyedCoder(ReadUnit.class));
    Elements.coded(packed.get(SHARDS), ShardCounts.class);
    return packed;
  }

  private static final class PackFn extends RunDoFn<String, KV<String, ReadUnit>> {
    private static final long serialVersionUID = 1L;
    private static final long SMALLEST_UNIT_BYTES = 1 << 20;
    private static final long LARGEST_UNIT_BYTES = 32 << 20;

    /** Enough units to keep a machine's cores busy to the end. */
    private static final int UNITS_AT_LEAST = 16;

    private final PCollectionView<Iterable<ObjectRefs>> all;

    PackFn(RunSpec run, PCollectionView<Iterable<ObjectRefs>> all) {
      super(run);
      this.all = all;
    }

    @ProcessElement
    public void pack(ProcessContext context, MultiOutputReceiver out) {
      List<ObjectRef> objects = Elements.flat(context.sideInput(all), ObjectRefs::objects);
      long bytes = objects.stream().mapToLong(ObjectRef::bytes).sum();
      long target =
          Math.min(LARGEST_UNIT_BYTES, Math.max(SMALLEST_UNIT_BYTES, bytes / UNITS_AT_LEAST));
      Elements.keyed(ReadUnits.pack(objects, target), out.get(UNITS)::output);
      out.get(SHARDS).output(ShardCounts.of(model(), run(), objects));
    }
  }
}
