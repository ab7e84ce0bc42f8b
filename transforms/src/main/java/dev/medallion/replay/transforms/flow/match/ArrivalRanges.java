package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.warehouse.changeset.Completeness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where the objects of a partition may lie, and how much of that had arrived by {@code as_of}. */
public final class ArrivalRanges {
  private final Model model;
  private final Scope scope;
  private final Map<String, Reach> widened;

  /**
   * The ranges of a scope.
   *
   * @param widened by source, instead of what the model says
   */
  public ArrivalRanges(Model model, Scope scope, Map<String, Reach> widened) {
    this.model = model;
    this.scope = scope;
    this.widened = widened;
  }

  /** The last day on which something can have arrived: {@code as_of}, in the model's zone. */
  public LocalDate today() {
    return scope.asOf().atZone(model.zone()).toLocalDate();
  }

  /**
   * How far from the business day a source's objects may lie. Sources that feed one entity reach
   * equally far: widening one of them widens all.
   */
  public Reach reach(Source source) {
    return widened.isEmpty()
        ? source.arrives()
        : model.feedingTheSame(source).stream()
            .map(s -> widened.getOrDefault(s, source.arrives()))
            .max(Comparator.comparingLong(ArrivalRanges::days))
            .orElse(source.arrives());
  }

  private static long days(Reach reach) {
    DayRange range = reach.of(LocalDate.EPOCH);
    return range.to().toEpochDay() - range.from().toEpochDay();
  }

  /** A partition's own arrival range. What arrives outside it never enters the partition. */
  public DayRange ofPartition(Source source, Grain grain, String partition) {
    return reach(source).of(grain.days(partition));
  }

  /** What is read of a source: the ranges of all days of the scope, merged, up to {@code as_of}. */
  public List<DayRange> read(Source source, Grain grain) {
    List<DayRange> merged = new ArrayList<>();
    for (LocalDate day : scope.days()) {
      DayRange range = ofPartition(source, grain, grain.valueOf(day));
      if (range.from().isAfter(today())) {
        continue;
      }
      LocalDate to = range.to().isAfter(today()) ? today() : range.to();
      DayRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && !range.from().isAfter(last.to().plusDays(1))) {
        LocalDate end = to.isAfter(last.to()) ? to : last.to();
        merged.set(merged.size() - 1, new DayRange(last.from(), end));
      } else {
        merged.add(new DayRange(range.from(), to));
      }
    }
    return merged;
  }

  /** Whether all that can belong to a partition has arrived. */
  public Completeness completeness(Source source, Grain grain, String partition) {
    LocalDate end = ofPartition(source, grain, partition).to();
    return end.isBefore(today()) ? Completeness.COMPLETE : Completeness.openUntil(end);
  }

  /** Whether objects of a partition may have expired: its range begins before the retention. */
  public boolean isEroded(Source source, Grain grain, String partition) {
    return source
        .retention()
        .map(kept -> ofPartition(source, grain, partition).from().isBefore(today().minus(kept)))
        .orElse(false);
  }
}
