package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run replaces: the business days of its window, and those it was expanded by.
 *
 * @param window the days asked for, widened to whole partitions
 * @param expanded further days, outside the window, whose partitions are replaced with it
 * @param asOf the run's "now": nothing that arrived later is read
 */
public record Scope(DayRange window, Set<LocalDate> expanded, Instant asOf)
    implements Serializable {
  public Scope {
    expanded = new TreeSet<>(expanded);
  }

  /** All days whose partitions are replaced, in order. */
  public NavigableSet<LocalDate> days() {
    NavigableSet<LocalDate> days = window.days().collect(Collectors.toCollection(TreeSet::new));
    days.addAll(expanded);
    return days;
  }

  public boolean contains(LocalDate day) {
    return window.contains(day) || expanded.contains(day);
  }

  /** The partitions of a table of this grain that the scope replaces, oldest first. */
  public List<String> partitions(Grain grain) {
    return days().stream().map(grain::valueOf).distinct().toList();
  }

  /** The same scope with further days. */
  public Scope expandedBy(Set<LocalDate> more) {
    Set<LocalDate> all = new TreeSet<>(expanded);
    all.addAll(more);
    all.removeIf(window::contains);
    return new Scope(window, all, asOf);
  }
}
