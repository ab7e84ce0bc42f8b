package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Days from {@code from} to {@code to}, both inclusive.
 *
 * @param from first day
 * @param to last day, not before {@code from}
 */
public record DayRange(LocalDate from, LocalDate to) implements Serializable {
  public DayRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "the range ends (" + to + ") before it starts (" + from + ")");
    }
  }

  public static DayRange ofDay(LocalDate day) {
    return new DayRange(day, day);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }

  public Stream<LocalDate> days() {
    return from.datesUntil(to.plusDays(1));
  }

  @Override
  public String toString() {
    return from + ".." + to;
  }
}
