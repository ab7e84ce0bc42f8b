package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.ObjectTally;
import dev.medallion.replay.transforms.flow.match.OutcomeTotals.Arrival;
import dev.medallion.replay.transforms.flow.shard.Fate;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, by source and arrival date, what the reader saw against where the records ended. */
final class Reconciler {
  /** The rule by which a table's SQL rejects a winner. */
  private static final String FILTERED = "filtered_by_sql";

  /** The rule by which parts without an event are rejected. */
  private static final String WITHOUT_EVENT = "part_without_event";

  private Reconciler() {}

  static List<Reconciliation> of(AuditFacts facts) {
    Map<Arrival, Tally> days = new TreeMap<>();
    facts
        .objects()
        .totals()
        .byArrival()
        .forEach((arrival, objects) -> days.put(arrival, new Tally(objects)));
    facts.shards().stream()
        .flatMap(s -> s.fates().stream())
        .forEach(
            f ->
                days.computeIfAbsent(new Arrival(f.source(), f.arrivalDate()), d -> new Tally())
                    .add(f));
    return days.entrySet().stream().map(e -> e.getValue().of(e.getKey())).toList();
  }

  private static final class Tally {
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final TreeMap<String, Long> rejected;
    private final long read;
    private final long dead;

    Tally() {
      this(new ObjectTally());
    }

    Tally(ObjectTally objects) {
      this.read = objects.records();
      this.dead = objects.dead();
      this.rejected = new TreeMap<>(objects.rejected());
    }

    void add(FateCount count) {
      if (count.fate() == Fate.FILTERED_BY_SQL) {
        rejected.merge(FILTERED, count.count(), Long::sum);
      } else if (count.fate() == Fate.WITHOUT_EVENT) {
        rejected.merge(WITHOUT_EVENT, count.count(), Long::sum);
      } else {
        fates.merge(count.fate(), count.count(), Long::sum);
      }
    }

    Reconciliation of(Arrival arrival) {
      return new Reconciliation(
          arrival.source(),
          arrival.date(),
          read,
          fate(Fate.WINNER),
          fate(Fate.DUPLICATE),
          fate(Fate.SUPERSEDED),
          fate(Fate.DELETED),
          rejected,
          fate(Fate.OUTSIDE_WINDOW),
          fate(Fate.OUTSIDE_ARRIVAL),
          dead + fate(Fate.MISSING_PART));
    }

    private long fate(Fate fate) {
      return fates.getOrDefault(fate, 0L);
    }
  }
}
