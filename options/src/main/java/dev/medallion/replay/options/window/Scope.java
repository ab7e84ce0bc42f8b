package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run replaces: business days, not always without a gap, since a window may be expanded by
 * days that its entities moved to, or may name arrival dates.
 *
 * @param days whose partitions are replaced, at least one
 * @param asOf the run's "now": nothing that arrived later is read
 */
public record Scope(TreeSet<LocalDate> days, Instant asOf) implements Serializable {

  public static Scope of(DayRange window, Instant asOf) {
    return new Scope(window.days().collect(Collectors.toCollection(TreeSet::new)), asOf);
  }

  /** From the first of the days to the last. */
  public DayRange span() {
    return new DayRange(days.first(), days.last());
  }

  /** The partitions of a table of this grain that the scope replaces, oldest first. */
  public List<String> partitions(Grain grain) {
    return days.stream().map(grain::valueOf).distinct().toList();
  }

  /** The same scope with further days. */
  public Scope expandedBy(Collection<LocalDate> more) {
    TreeSet<LocalDate> all = new TreeSet<>(days);
    all.addAll(more);
    return new Scope(all, asOf);
  }
}
