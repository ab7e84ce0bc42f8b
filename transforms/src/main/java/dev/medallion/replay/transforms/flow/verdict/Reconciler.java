package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.shard.Fate;
import dev.medallion.replay.transforms.flow.shard.FateCount;
import dev.medallion.replay.transforms.run.receipt.Reconciliation;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, by source and arrival date, what the reader saw against where the records ended. */
final class Reconciler {
  /** The rule by which a table's SQL rejects a winner. */
  private static final String FILTERED = "filtered_by_sql";

  private Reconciler() {}

  static List<Reconciliation> of(AuditFacts facts) {
    Map<Day, Tally> days = new TreeMap<>(Day.ORDER);
    for (ObjectOutcome object : facts.objects()) {
      Day day = new Day(object.object().source(), object.object().arrivalDate());
      Tally tally = days.computeIfAbsent(day, d -> new Tally());
      tally.read += object.records();
      tally.dead += object.dead();
      object.rejected().forEach((rule, n) -> tally.rejected.merge(rule, n, Long::sum));
    }
    facts.shards().stream()
        .flatMap(s -> s.fates().stream())
        .forEach(
            f ->
                days.computeIfAbsent(new Day(f.source(), f.arrivalDate()), d -> new Tally())
                    .add(f));
    return days.entrySet().stream().map(e -> e.getValue().of(e.getKey())).toList();
  }

  private record Day(String source, LocalDate arrivalDate) {
    static final Comparator<Day> ORDER =
        Comparator.comparing(Day::source).thenComparing(Day::arrivalDate);
  }

  private static final class Tally {
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final TreeMap<String, Long> rejected = new TreeMap<>();
    private long read;
    private long dead;

    void add(FateCount count) {
      if (count.fate() == Fate.FILTERED_BY_SQL) {
        rejected.merge(FILTERED, count.count(), Long::sum);
      } else {
        fates.merge(count.fate(), count.count(), Long::sum);
      }
    }

    Reconciliation of(Day day) {
      return new Reconciliation(
          day.source(),
          day.arrivalDate(),
          read,
          fate(Fate.WINNER),
          fate(Fate.DUPLICATE),
          fate(Fate.SUPERSEDED),
          fate(Fate.DELETED),
          rejected,
          fate(Fate.OUTSIDE_WINDOW),
          fate(Fate.OUTSIDE_ARRIVAL),
          dead);
    }

    private long fate(Fate fate) {
      return fates.getOrDefault(fate, 0L);
    }
  }
}
