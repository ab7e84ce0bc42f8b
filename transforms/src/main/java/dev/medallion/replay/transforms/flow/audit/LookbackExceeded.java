package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.assemble.Catalog;
import dev.medallion.replay.transforms.flow.assemble.ReachProbe;
import dev.medallion.replay.transforms.flow.audit.FollowedReference.Beyond;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * A reference that a partition of an aggregate table follows ends within the partition's reach.
 * Whether a more distant existing row is joined would not depend on the model.
 *
 * <p>The reach is measured from the partition, not from the row. The audit checks all rows that the
 * partition sees, including those of neighbouring days, because a table that adds up a week joins
 * them all. Many of these rows are read for something else, or not used on that day. So if a row
 * does not see its parent, the audit runs the partition's SQL with the parent and without it: the
 * table follows the reference if the results differ.
 *
 * <p>It checks both sides: for a partition that is built, the parents of its rows; for a partition
 * that stays published, those of its parents that are new.
 */
final class LookbackExceeded extends NamedAudit<TableUnderAudit> {
  public LookbackExceeded() {
    super("lookback_exceeded", Severity.BLOCK);
  }

  @Override
  public List<Observation> check(TableUnderAudit seen) {
    if (!(seen.table() instanceof AggregateTable table)) {
      return List.of();
    }
    AuditFacts facts = seen.facts();
    List<FollowedReference> references = FollowedReference.of(facts.model(), table);
    if (references.isEmpty()) {
      return List.of();
    }
    ReachProbe probe = new ReachProbe(seen.session(), facts.model(), facts.run(), table);
    List<Observation> found = new ArrayList<>();
    for (FollowedReference reference : references) {
      if (probe.reads(reference.from().table(), reference.column())) {
        reference.beyond(seen).stream()
            .filter(beyond -> isFollowed(seen, probe, reference, beyond.partition()))
            .map(beyond -> observation(reference, beyond))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** Taken for granted where it can't be tried: the objects of another window were not read. */
  private static boolean isFollowed(
      TableUnderAudit seen, ReachProbe probe, FollowedReference reference, String partition) {
    AggregateTable table = reference.table();
    Catalog catalog = seen.facts().catalog();
    boolean readsObjects = table.objectsOf().isPresent();
    if (readsObjects && catalog.built(new Partition(table.name(), partition)).isEmpty()) {
      return true;
    }
    probe.show(partition, catalog, readsObjects ? seen.facts().objects() : List.of());
    String rows = Sql.qualified("main", reference.from().table());
    return probe.follows(
        partition,
        reference.from(),
        reference.column(),
        reference.to(),
        "SELECT * FROM ("
            + reference.parentsOf(seen, rows)
            + ") WHERE "
            + reference.isBeyond(partition));
  }

  private static Observation observation(FollowedReference reference, Beyond beyond) {
    return new Observation(
        reference.table().name(),
        beyond.partition(),
        beyond.rows(),
        beyond.rows()
            + " rows of "
            + reference.referring().name()
            + " refer to "
            + reference.target().name()
            + " in partition "
            + beyond.parents()
            + ", beyond the reach of "
            + reference.to().reach(),
        "raise lookback or lookahead of "
            + reference.to().table()
            + " under "
            + reference.table().name()
            + " in model.yaml");
  }
}
