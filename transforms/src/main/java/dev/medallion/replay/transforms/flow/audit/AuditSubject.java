package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table or ledger that tallies are about, without its rows: what is said of them needs none. */
record AuditSubject(AuditFacts facts, Table table) {

  /** The table as an entity's ledger, which it is. */
  EntityLedger ledger() {
    return (EntityLedger) table;
  }

  /** The tables of the entity that the run publishes. */
  List<EntityTable> tables() {
    return facts.model().tablesOf(table.name()).stream()
        .filter(t -> facts.run().publishes(t.name()))
        .toList();
  }

  /** Whether an object of the entity's sources is there, but could not be read to its end. */
  boolean isUnreadable(String path) {
    return facts.objects().totals().unreadable().stream()
        .map(ObjectOutcome::object)
        .anyMatch(o -> ledger().entity().isFrom(o.source()) && o.path().equals(path));
  }

  /** What is made of the counts of one table's partition. */
  @FunctionalInterface
  interface Said {
    Observation of(EntityTable table, String partition, long count, String example);
  }

  /**
   * Says of each of some tables what was counted of the ledger's partitions, by the table's own: a
   * month's counts are those of its days.
   *
   * @param tallies of partitions of the ledger, oldest first
   */
  List<Observation> observe(List<EntityTable> tables, List<Tally> tallies, Said said) {
    List<Observation> observations = new ArrayList<>();
    for (EntityTable table : tables) {
      Map<String, Tally> byPartition = new TreeMap<>();
      tallies.forEach(
          t ->
              byPartition.merge(
                  partition(table, last(t.of())),
                  t,
                  (a, b) -> new Tally(a.of(), a.count() + b.count(), a.least(), a.greatest())));
      byPartition.forEach(
          (partition, t) -> observations.add(said.of(table, partition, t.count(), t.least())));
    }
    return observations;
  }

  private static String last(List<String> names) {
    return names.get(names.size() - 1);
  }

  private String partition(EntityTable of, String ofLedger) {
    return of.grain() == Grain.NONE
        ? Grain.ALL
        : of.grain().valueOf(table.grain().days(ofLedger).from());
  }
}
