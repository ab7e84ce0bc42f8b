package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.match.ArrivalRanges;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.OutcomesOfRun;
import dev.medallion.replay.transforms.flow.shard.Fragment;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.flow.shard.VersionRole;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a run found out, as input of the audits.
 *
 * @param catalog partitions, built and published
 * @param foreign the published partitions whose rows somebody else wrote or changed
 * @param newest the number of the journal's newest run when the published ones were read
 * @param objects what became of each object; there may be very many
 * @param listing what was found beside the objects
 */
public record AuditFacts(
    Model model,
    RunSpec run,
    ArrivalRanges ranges,
    Catalog catalog,
    Set<Partition> foreign,
    long newest,
    List<ShardResult> shards,
    OutcomesOfRun objects,
    ListingFacts listing) {

  /**
   * The files of an entity's versions that enter no partition of the run, which are intact: digest
   * by address.
   *
   * @see VersionRole
   */
  public SortedMap<String, String> outside(EntityLedger ledger) {
    return fragments(ledger, Fragment.Kind.OUTSIDE);
  }

  /** The files of one kind that the shards wrote of an entity, which are intact. */
  public SortedMap<String, String> fragments(EntityLedger ledger, Fragment.Kind kind) {
    SortedMap<String, String> digests = new TreeMap<>();
    shards.stream()
        .flatMap(s -> s.fragments().stream())
        .filter(f -> f.table().equals(ledger.name()) && f.kind() == kind)
        .forEach(f -> digests.put(f.uri(), f.digest()));
    LocalFiles.requireIntact(digests);
    return digests;
  }

  /** The tables that the run publishes. */
  public List<Table> publishedTables() {
    return model().tables().stream().filter(t -> run.publishes(t.name())).toList();
  }

  /** The ledgers that the run publishes: of each entity of which it publishes a table. */
  public List<EntityLedger> publishedLedgers() {
    return model().ledgers().stream()
        .filter(l -> model.tablesOf(l.name()).stream().anyMatch(t -> run.publishes(t.name())))
        .toList();
  }
}
