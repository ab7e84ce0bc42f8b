package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.assemble.Catalog;
import dev.medallion.replay.transforms.audit.AuditFacts;
import dev.medallion.replay.transforms.build.ShardResult;
import dev.medallion.replay.transforms.changeset.PartitionResults;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.objects.ListingFacts;
import dev.medallion.replay.transforms.objects.ObjectOutcomes;
import dev.medallion.replay.transforms.packed.OnDemand;
import dev.medallion.replay.transforms.publish.Published;
import dev.medallion.replay.transforms.run.ArrivalRanges;
import dev.medallion.replay.transforms.run.RunSpec;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * The side inputs that audits and verdict look at.
 *
 * @param partitions all that the run built
 */
public record RunFacts(
    PCollectionView<Published> published,
    PCollectionView<Iterable<PartitionResults>> partitions,
    PCollectionView<Iterable<ShardResult>> shards,
    PCollectionView<Iterable<ObjectOutcomes>> objects,
    PCollectionView<Iterable<ListingFacts>> listing)
    implements Serializable {

  Iterable<PCollectionView<?>> views() {
    return List.of(published, partitions, shards, objects, listing);
  }

  /** What was built so far, and what is published. */
  static Catalog catalog(Iterable<PartitionResults> built, Published published) {
    return new Catalog(Elements.flat(built, PartitionResults::partitions), published.heads());
  }

  AuditFacts read(DoFn<?, ?>.ProcessContext context, Model model, RunSpec run) {
    return new AuditFacts(
        model,
        run,
        new ArrivalRanges(model, run),
        catalog(context.sideInput(partitions), context.sideInput(published)),
        context.sideInput(published).newest(),
        Elements.list(context.sideInput(shards)),
        new OnDemand<>(() -> Elements.flat(context.sideInput(objects), ObjectOutcomes::outcomes)),
        ListingFacts.merged(context.sideInput(listing)));
  }
}
