package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.transforms.beam.AssembleTables;
import dev.medallion.replay.transforms.beam.AuditTables;
import dev.medallion.replay.transforms.beam.BuildAggregates;
import dev.medallion.replay.transforms.beam.BuildShards;
import dev.medallion.replay.transforms.beam.ListObjects;
import dev.medallion.replay.transforms.beam.PackReadUnits;
import dev.medallion.replay.transforms.beam.PackedFact;
import dev.medallion.replay.transforms.beam.PublishAndReport;
import dev.medallion.replay.transforms.beam.ReachVerdict;
import dev.medallion.replay.transforms.beam.ReadAndDecode;
import dev.medallion.replay.transforms.beam.RecordedConclusion;
import dev.medallion.replay.transforms.beam.RunFacts;
import dev.medallion.replay.transforms.beam.TakeLease;
import dev.medallion.replay.transforms.beam.TakeTurn;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.Owner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** The graph of one replay: plan, run and demo are the same up to the audits. */
final class ReplayPipeline {
  private final RunSpec run;
  private final String started;
  private final Owner owner;
  private final PublishSettings publishing;
  private final ResourceHints heavy;

  /**
   * A graph.
   *
   * @param started the receipt's first step, as JSON
   * @param owner who is at work on the run
   * @param heavy what the steps need that DuckDB does most of
   */
  ReplayPipeline(
      RunSpec run, String started, Owner owner, PublishSettings publishing, ResourceHints heavy) {
    this.run = run;
    this.started = started;
    this.owner = owner;
    this.publishing = publishing;
    this.heavy = heavy;
  }

  /**
   * Take the lease, match, read, decode, shuffle blocks, build shards, assemble partitions, build
   * what is computed from them, audit, conclude, publish, report, give back the lease.
   */
  void applyTo(Pipeline p) {
    PCollection<KV<String, PackedFact>> listed =
        begin(p, lease()).apply("Match", ListObjects.besideHeads(run));
    PCollectionTuple packed = listed.apply("Pack", PackReadUnits.of(run));
    PCollectionTuple read = packed.get(PackReadUnits.UNITS).apply("Read", ReadAndDecode.of(run));
    PCollection<KV<String, PackedFact>> shards =
        read.get(ReadAndDecode.BLOCKS).apply("Build", BuildShards.of(run).setResourceHints(heavy));

    PCollection<KV<String, PackedFact>> found =
        PCollectionList.of(listed)
            .and(packed.get(PackReadUnits.SHARDS))
            .and(read.get(ReadAndDecode.UNITS))
            .and(shards)
            .apply("All that was found out", Flatten.pCollections());
    PCollection<KV<String, PackedFact>> upToShards = run.takesTurns() ? withHeads(found) : found;
    PCollectionView<Iterable<KV<String, PackedFact>>> known =
        upToShards.apply("Facts up to the shards", View.asIterable());
    PCollection<KV<String, PackedFact>> partitions =
        upToShards
            .apply("Assemble", AssembleTables.of(run).setResourceHints(heavy))
            .apply("Aggregate", BuildAggregates.of(run, known).setResourceHints(heavy));

    RunFacts facts = new RunFacts(known, partitions.apply("Partitions built", View.asIterable()));
    partitions
        .apply("Audit", AuditTables.of(run, facts).setResourceHints(heavy))
        .apply("Verdict", ReachVerdict.of(run, started, facts))
        .apply("Publish", publish());
  }

  /** The same from the verdict on, for a run that had reached it before it was stopped. */
  void applyTailTo(Pipeline p) {
    begin(p, lease().inTurn())
        .apply("Verdict", RecordedConclusion.of(run))
        .apply("Publish", publish());
  }

  /** A plan publishes nothing, and is in nobody's way. */
  private PCollection<byte[]> begin(Pipeline p, TakeLease lease) {
    PCollection<byte[]> begin = p.apply("Begin", Impulse.create());
    return run.mode().publishes() ? begin.apply("Lease", lease) : begin;
  }

  private TakeLease lease() {
    return TakeLease.of(run, started, owner, publishing.takeLease());
  }

  /** Other runs may publish to the same partitions until it is this one's turn. */
  private PCollection<KV<String, PackedFact>> withHeads(PCollection<KV<String, PackedFact>> found) {
    return PCollectionList.of(found)
        .and(found.apply("Turn", TakeTurn.of(run, started, owner, publishing.takeLease())))
        .apply("And the heads", Flatten.pCollections());
  }

  private PublishAndReport publish() {
    return PublishAndReport.of(run, publishing.keepVersions(), publishing.snapshotDays());
  }
}
