package dev.medallion.replay.pipelines;

import dev.medallion.replay.transforms.beam.AssembleTables;
import dev.medallion.replay.transforms.beam.AuditTables;
import dev.medallion.replay.transforms.beam.BuildAggregates;
import dev.medallion.replay.transforms.beam.BuildShards;
import dev.medallion.replay.transforms.beam.CollectDeadLetters;
import dev.medallion.replay.transforms.beam.ListObjects;
import dev.medallion.replay.transforms.beam.PackReadUnits;
import dev.medallion.replay.transforms.beam.PublishAndReport;
import dev.medallion.replay.transforms.beam.ReachVerdict;
import dev.medallion.replay.transforms.beam.ReadAndDecode;
import dev.medallion.replay.transforms.beam.ReadHeads;
import dev.medallion.replay.transforms.beam.RecordedConclusion;
import dev.medallion.replay.transforms.beam.RunFacts;
import dev.medallion.replay.transforms.build.ShardResult;
import dev.medallion.replay.transforms.changeset.PartitionResults;
import dev.medallion.replay.transforms.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.objects.ObjectOutcomes;
import dev.medallion.replay.transforms.objects.ObjectRefs;
import dev.medallion.replay.transforms.publish.Published;
import dev.medallion.replay.transforms.run.RunSpec;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** The graph of one replay: plan, run and demo are the same up to the audits. */
final class ReplayPipeline {
  private final RunSpec run;
  private final String started;

  /**
   * A graph.
   *
   * @param started the receipt's first step, as JSON
   */
  ReplayPipeline(RunSpec run, String started) {
    this.run = run;
    this.started = started;
  }

  /**
   * Match, read, decode, shuffle blocks, build shards, assemble partitions, build what is computed
   * from them, audit, conclude, publish, report.
   */
  void applyTo(Pipeline p) {
    PCollectionView<Published> published = p.apply("Heads", ReadHeads.of(run));

    PCollectionTuple listed = p.apply("Match", ListObjects.of(run));
    PCollection<ObjectRefs> pinned = listed.get(ListObjects.OBJECTS);
    PCollectionTuple packed = pinned.apply("Pack", PackReadUnits.of(run));
    PCollectionTuple read = packed.get(PackReadUnits.UNITS).apply("Read", ReadAndDecode.of(run));
    PCollectionView<Iterable<ObjectOutcomes>> objects = outcomes(listed, read);

    PCollection<ShardResult> shards =
        read.get(ReadAndDecode.BLOCKS).apply("Build", BuildShards.of(run));
    PCollection<PartitionResults> partitions =
        shards
            .apply("Assemble", AssembleTables.of(run))
            .apply("Aggregate", BuildAggregates.of(run, published, objects));

    RunFacts facts =
        new RunFacts(
            published,
            partitions.apply("Partitions built", View.asIterable()),
            shards.apply("Shards built", View.asIterable()),
            objects,
            listed.get(ListObjects.FACTS).apply("Beside the objects", View.asIterable()));
    partitions
        .apply("Audit", AuditTables.of(run, facts))
        .apply(
            "Verdict",
            ReachVerdict.of(
                run,
                started,
                new ReachVerdict.Inputs(
                    facts,
                    pinned.apply("Pinned objects", View.asIterable()),
                    read.get(ReadAndDecode.NOTES).apply("Read notes", View.asIterable()),
                    packed.get(PackReadUnits.SHARDS).apply("Shard counts", View.asSingleton()),
                    deadLetters(listed, read).apply("Dead letters", View.asSingleton()))))
        .apply("Publish", PublishAndReport.of(run));
  }

  /** The same from the verdict on, for a run that had reached it before it was stopped. */
  void applyTailTo(Pipeline p) {
    p.apply("Verdict", RecordedConclusion.of(run)).apply("Publish", PublishAndReport.of(run));
  }

  private static PCollectionView<Iterable<ObjectOutcomes>> outcomes(
      PCollectionTuple listed, PCollectionTuple read) {
    return PCollectionList.of(listed.get(ListObjects.OUTCOMES))
        .and(read.get(ReadAndDecode.OUTCOMES))
        .apply("All outcomes", Flatten.pCollections())
        .apply("Object outcomes", View.asIterable());
  }

  private PCollection<DeadLetterReport> deadLetters(
      PCollectionTuple listed, PCollectionTuple read) {
    PCollection<String> all =
        PCollectionList.of(listed.get(ListObjects.DEAD_LETTERS))
            .and(read.get(ReadAndDecode.DEAD_LETTERS))
            .apply("Failures of all stages", Flatten.pCollections());
    return all.apply("Set aside", CollectDeadLetters.of(run));
  }
}
