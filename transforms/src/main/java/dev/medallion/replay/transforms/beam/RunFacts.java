package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.beam.Fact.Heads;
import dev.medallion.replay.transforms.beam.Fact.Listed;
import dev.medallion.replay.transforms.beam.Fact.PartitionsBuilt;
import dev.medallion.replay.transforms.beam.Fact.Read;
import dev.medallion.replay.transforms.beam.Fact.ShardBuilt;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.OutcomesOfRun;
import dev.medallion.replay.transforms.flow.publish.Published;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The side inputs that audits and verdict look at.
 *
 * @param upToShards what was found out before anything was assembled
 * @param partitions all that the run built
 */
public record RunFacts(
    PCollectionView<Iterable<KV<String, PackedFact>>> upToShards,
    PCollectionView<Iterable<KV<String, PackedFact>>> partitions)
    implements Serializable {

  Iterable<PCollectionView<?>> views() {
    return List.of(upToShards, partitions);
  }

  AuditFacts read(DoFn<?, ?>.ProcessContext context, Model model, RunSpec run) {
    Iterable<KV<String, PackedFact>> known = context.sideInput(upToShards);
    Published published = published(known);
    return new AuditFacts(
        model,
        run,
        new ArrivalRanges(model, run.scope(), run.arrives()),
        new Catalog(
            built(PackedFact.all(context.sideInput(partitions), PartitionsBuilt.class)),
            published.heads()),
        published.foreign(),
        published.newest(),
        PackedFact.all(known, ShardBuilt.class).stream().map(ShardBuilt::shard).toList(),
        outcomes(known),
        ListingFacts.merged(PackedFact.stream(known, Listed.class).map(Listed::beside)));
  }

  /** The files of dead letters that the steps before the assembly left. */
  List<String> deadLetters(DoFn<?, ?>.ProcessContext context) {
    Iterable<KV<String, PackedFact>> known = context.sideInput(upToShards);
    return Stream.concat(
            Stream.concat(
                PackedFact.stream(known, Listed.class).map(Listed::deadLetters),
                PackedFact.stream(known, Read.class).map(Read::deadLetters)),
            PackedFact.stream(known, ShardBuilt.class).map(built -> built.shard().deadLetters()))
        .filter(file -> !file.isEmpty())
        .toList();
  }

  /** What is published, as the run saw it at its start. */
  static Published published(Iterable<KV<String, PackedFact>> upToShards) {
    return Elements.only(PackedFact.all(upToShards, Heads.class)).published();
  }

  /** What became of each object; there may be very many. */
  static OutcomesOfRun outcomes(Iterable<KV<String, PackedFact>> upToShards) {
    return new OutcomesOfRun(
        () ->
            Stream.concat(
                    PackedFact.stream(upToShards, Listed.class).map(Listed::unpinned),
                    PackedFact.stream(upToShards, Read.class).map(Read::outcomes))
                .iterator());
  }

  /** The partitions that were built together, in one list. */
  static List<PartitionResult> built(List<PartitionsBuilt> parts) {
    return Elements.flat(parts, part -> part.partitions().partitions());
  }
}
