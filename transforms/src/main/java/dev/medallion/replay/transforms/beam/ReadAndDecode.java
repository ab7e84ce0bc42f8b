package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.blocks.Block;
import dev.medallion.replay.transforms.blocks.BlockBuffers;
import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.decode.ObjectDecoder;
import dev.medallion.replay.transforms.decode.ReadNotes;
import dev.medallion.replay.transforms.decode.RecordDecoder;
import dev.medallion.replay.transforms.decode.SignatureSecrets;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.objects.EntityRoutes;
import dev.medallion.replay.transforms.objects.LocalObjectStore;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.ReadUnit;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.records.RecordReader;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.ShardCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads objects and decodes their records.
 *
 * <p>Output: {@link #BLOCKS} of events, keyed by {@code stream/shard}; {@link #DEAD_LETTERS};
 * {@link #OUTCOMES}, one an object; {@link #NOTES}, one a read unit.
 */
public final class ReadAndDecode
    extends PTransform<PCollection<KV<String, ReadUnit>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<KV<String, Block>> BLOCKS = new TupleTag<>("blocks") {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead letters") {};
  public static final TupleTag<ObjectOutcome> OUTCOMES = new TupleTag<>("object outcomes") {};
  public static final TupleTag<ReadNotes> NOTES = new TupleTag<>("read notes") {};

  private final RunSpec run;
  private final PCollectionView<ShardCounts> shards;

  private ReadAndDecode(RunSpec run, PCollectionView<ShardCounts> shards) {
    this.run = run;
    this.shards = shards;
  }

  public static ReadAndDecode of(RunSpec run, PCollectionView<ShardCounts> shards) {
    return new ReadAndDecode(run, shards);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, ReadUnit>> units) {
    PCollectionTuple decoded =
        units
            .apply("Spread the reading", GroupByKey.create())
            .apply(
                "Decode records into blocks",
                ParDo.of(new DecodeFn(run, shards))
                    .withSideInputs(shards)
                    .withOutputTags(
                        BLOCKS, TupleTagList.of(DEAD_LETTERS).and(OUTCOMES).and(NOTES)));
    decoded.get(BLOCKS).setCoder(Elements.keyedCoder(Block.class));
    Elements.coded(decoded.get(DEAD_LETTERS), DeadLetter.class);
    Elements.coded(decoded.get(OUTCOMES), ObjectOutcome.class);
    Elements.coded(decoded.get(NOTES), ReadNotes.class);
    return decoded;
  }

  private static final class DecodeFn
      extends RunDoFn<KV<String, Iterable<ReadUnit>>, KV<String, Block>> {
    private static final long serialVersionUID = 1L;

    /** Of all blocks that a thread fills at once. */
    private static final long BUFFER_BUDGET_BYTES = 64L << 20;

    private final PCollectionView<ShardCounts> shards;

    DecodeFn(RunSpec run, PCollectionView<ShardCounts> shards) {
      super(run);
      this.shards = shards;
    }

    @ProcessElement
    public void decode(ProcessContext context, MultiOutputReceiver out) {
      ProgressCounters.of(run().runId()).stage("reading");
      ShardCounts counts = context.sideInput(shards);
      context.element().getValue().forEach(unit -> decode(unit, counts, out));
    }

    private void decode(ReadUnit unit, ShardCounts counts, MultiOutputReceiver out) {
      Source source = model().sources().get(unit.source());
      RecordDecoder decoder = new RecordDecoder(model(), source, secrets());
      ProgressCounters progress = ProgressCounters.of(run().runId());
      try (BlockBuffers blocks =
          new BlockBuffers(
              model(),
              counts.byStream(),
              Math.toIntExact(run().blockBytes()),
              BUFFER_BUDGET_BYTES,
              block ->
                  out.get(BLOCKS).output(KV.of(block.stream() + "/" + block.shard(), block)))) {
        ObjectDecoder objects =
            new ObjectDecoder(
                new EntityRoutes(model(), source),
                source,
                new RecordReader(LocalObjectStore.of(Path.of(run().roots().get(source.name())))),
                decoder,
                blocks,
                out.get(DEAD_LETTERS)::output);
        for (ObjectRef object : unit.objects()) {
          ObjectOutcome outcome = objects.decode(object);
          out.get(OUTCOMES).output(outcome);
          progress.objectRead(object.bytes());
          progress.recordsRead(outcome.records());
        }
        blocks.flush();
      }
      out.get(NOTES).output(new ReadNotes(decoder.drainDrift(), decoder.drainSignatures()));
    }

    private SignatureSecrets secrets() {
      SignatureSecrets secrets = SignatureSecrets.ofEnvironment(System.getenv());
      if (run().signatureSecrets().isEmpty()) {
        return secrets;
      }
      try {
        return secrets.and(
            SignatureSecrets.ofText(Files.readString(Path.of(run().signatureSecrets()))));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "can't read --signatureSecrets=" + run().signatureSecrets(), e);
      }
    }
  }
}
