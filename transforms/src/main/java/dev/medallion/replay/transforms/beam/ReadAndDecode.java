package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.block.BlockRef;
import dev.medallion.replay.transforms.flow.match.ObjectOutcomes;
import dev.medallion.replay.transforms.flow.read.ReadTask;
import dev.medallion.replay.transforms.flow.read.UnitRead;
import dev.medallion.replay.transforms.flow.read.UnitReader;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.resume.PinnedSecrets;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads objects and decodes their records, into blocks on staging.
 *
 * <p>Output: {@link #BLOCKS}, where the events lie, keyed by {@code stream/shard}; {@link #UNITS},
 * a {@link Fact.Read} a read unit.
 */
public final class ReadAndDecode
    extends PTransform<PCollection<KV<String, ReadTask>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<KV<String, BlockRef>> BLOCKS = new TupleTag<>("blocks") {};
  public static final TupleTag<KV<String, PackedFact>> UNITS = new TupleTag<>("units read") {};

  private final RunSpec run;

  private ReadAndDecode(RunSpec run) {
    this.run = run;
  }

  public static ReadAndDecode of(RunSpec run) {
    return new ReadAndDecode(run);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, ReadTask>> units) {
    PCollectionTuple decoded =
        units
            .apply("Spread the reading", GroupByKey.create())
            .apply(
                "Decode records into blocks",
                ParDo.of(new DecodeFn(run)).withOutputTags(BLOCKS, TupleTagList.of(UNITS)));
    decoded.get(BLOCKS).setCoder(Elements.keyedCoder(BlockRef.class));
    PackedFact.coded(decoded.get(UNITS));
    return decoded;
  }

  private static final class DecodeFn
      extends RunDoFn<KV<String, Iterable<ReadTask>>, KV<String, BlockRef>> {
    private static final long serialVersionUID = 1L;

    DecodeFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void decode(@Element KV<String, Iterable<ReadTask>> tasks, MultiOutputReceiver out) {
      String name = "read-" + tasks.getKey();
      noting(
          name,
          () -> {
            PinnedSecrets.require(run(), System.getenv());
            decode(name, tasks, out);
          });
    }

    private void decode(
        String name, KV<String, Iterable<ReadTask>> tasks, MultiOutputReceiver out) {
      UnitReader reader = new UnitReader(model(), run());
      UnitRead read =
          run()
              .completions()
              .once(
                  name,
                  new TypeReference<>() {},
                  () ->
                      reader.read(
                          Elements.only(tasks.getValue()), name + "-" + Nondeterminism.newToken()));
      for (BlockRef block : read.blocks()) {
        out.get(BLOCKS).output(KV.of(block.stream() + "/" + block.shard(), block));
      }
      out.get(UNITS)
          .output(
              PackedFact.of(
                  new Fact.Read(
                      new ObjectOutcomes(read.outcomes()), read.notes(), read.deadLetters())));
    }
  }
}
