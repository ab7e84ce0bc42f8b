package dev.medallion.replay.transforms.flow.match;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the objects of a run, counted by source and arrival date in one pass. Of single
 * objects it keeps only those that came to nothing.
 */
public final class OutcomeTotals {
  private final SortedMap<Arrival, ObjectTally> byArrival = new TreeMap<>();
  private final List<ObjectOutcome> failed = new ArrayList<>();

  /** Objects of a source that arrived on one day. */
  public record Arrival(String source, LocalDate date) implements Comparable<Arrival> {
    private static final Comparator<Arrival> ORDER =
        Comparator.comparing(Arrival::source).thenComparing(Arrival::date);

    @Override
    public int compareTo(Arrival other) {
      return ORDER.compare(this, other);
    }
  }

  OutcomeTotals(Iterable<ObjectOutcome> outcomes) {
    for (ObjectOutcome outcome : outcomes) {
      ObjectRef object = outcome.object();
      byArrival
          .computeIfAbsent(
              new Arrival(object.source(), object.arrivalDate()), a -> new ObjectTally())
          .add(outcome);
      if (outcome.unreadable() || outcome.isLost()) {
        failed.add(outcome);
      }
    }
  }

  /** The tallies, by source and then by date. */
  public SortedMap<Arrival, ObjectTally> byArrival() {
    return Collections.unmodifiableSortedMap(byArrival);
  }

  /** The tally of all objects of a source. */
  public ObjectTally of(String source) {
    ObjectTally sum = new ObjectTally();
    byArrival.forEach(
        (arrival, tally) -> {
          if (arrival.source().equals(source)) {
            sum.add(tally);
          }
        });
    return sum;
  }

  /** The objects that could not be read to their end. */
  public List<ObjectOutcome> unreadable() {
    return failed.stream().filter(ObjectOutcome::unreadable).toList();
  }

  /** The objects that were read, and of which nothing came though they held several events. */
  public List<ObjectOutcome> lost() {
    return failed.stream().filter(ObjectOutcome::isLost).toList();
  }
}
