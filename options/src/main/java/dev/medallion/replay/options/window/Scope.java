package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The business days that a run replaces. They may have gaps, because a window may be expanded by
 * days that its entities moved to, or may select arrival dates.
 *
 * <p>The days form whole partitions; the constructor refuses days that cut one. Days are within
 * months, months within quarters and those within years, so days that are whole for a model's
 * coarsest grain are whole for every grain.
 *
 * @param days whose partitions are replaced, at least one
 * @param coarsest the largest grain whose partitions the days may not cut
 * @param asOf the run's "now": nothing that arrived later is read
 */
public record Scope(TreeSet<LocalDate> days, Grain coarsest, Instant asOf) implements Serializable {

  /**
   * A scope.
   *
   * @throws IllegalArgumentException where the days cut a partition
   */
  public Scope {
    days = new TreeSet<>(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a scope has at least one day");
    }
    if (!days.equals(whole(days, coarsest))) {
      throw new IllegalArgumentException(
          "the days " + days + " cut a partition of grain " + coarsest);
    }
  }

  /** A window of days, for tables of grain day. */
  public static Scope of(DayRange window, Instant asOf) {
    return widened(window.days().toList(), Grain.DAY, asOf);
  }

  /** Days, widened to whole partitions. */
  public static Scope widened(Collection<LocalDate> days, Grain coarsest, Instant asOf) {
    return new Scope(whole(days, coarsest), coarsest, asOf);
  }

  private static TreeSet<LocalDate> whole(Collection<LocalDate> days, Grain coarsest) {
    TreeSet<LocalDate> whole = new TreeSet<>();
    days.stream()
        .map(coarsest::valueOf)
        .distinct()
        .flatMap(value -> coarsest.days(value).days())
        .forEach(whole::add);
    return whole;
  }

  /** From the first of the days to the last. */
  public DayRange span() {
    return new DayRange(days.first(), days.last());
  }

  /**
   * The partitions of a table of this grain that the scope replaces, oldest first.
   *
   * @throws IllegalArgumentException where the scope may cut partitions of that grain
   */
  public List<String> partitions(Grain grain) {
    if (grain != Grain.NONE && grain.compareTo(coarsest) > 0) {
      throw new IllegalArgumentException(
          "the scope is whole by " + coarsest + ", and may cut partitions of grain " + grain);
    }
    return days.stream().map(grain::valueOf).distinct().toList();
  }

  /** The same scope with the whole partitions of further days. */
  public Scope expandedBy(Collection<LocalDate> more) {
    TreeSet<LocalDate> all = new TreeSet<>(days);
    all.addAll(more);
    return widened(all, coarsest, asOf);
  }
}
