package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.options.window.Reach;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.SortedSet;

/**
 * Days whose replay reads what arrived on another day, for records whose business day is unknown.
 * It prefers a published day, because its replay changes nothing else.
 */
final class NearestPublishedDay {
  private final SortedSet<LocalDate> likely;

  NearestPublishedDay(SortedSet<LocalDate> likely) {
    this.likely = likely;
  }

  /** For an object that is read only with the days in its source's reach: the nearest of those. */
  LocalDate within(Reach reach, LocalDate arrived) {
    return likely.stream()
        .filter(day -> reach.of(day).contains(arrived))
        .min(
            Comparator.comparing(
                    (LocalDate day) -> Math.abs(day.toEpochDay() - arrived.toEpochDay()))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(arrived);
  }

  /** For an object that every replay reads. */
  LocalDate any(LocalDate arrived) {
    return likely.isEmpty() ? arrived : likely.last();
  }
}
