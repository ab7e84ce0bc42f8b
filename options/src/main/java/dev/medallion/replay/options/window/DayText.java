package dev.medallion.replay.options.window;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Days as people read them: days in a row as a range. */
public final class DayText {
  private DayText() {}

  /** For example {@code 2026-02-03, 2026-02-05 to 2026-02-09}; oldest first, each day once. */
  public static String of(Collection<LocalDate> days) {
    return ranges(days).stream()
        .map(r -> r.from().equals(r.to()) ? r.from().toString() : r.from() + " to " + r.to())
        .collect(Collectors.joining(", "));
  }

  private static List<DayRange> ranges(Collection<LocalDate> days) {
    List<DayRange> ranges = new ArrayList<>();
    for (LocalDate day : new TreeSet<>(days)) {
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).to().plusDays(1).equals(day)) {
        ranges.set(last, new DayRange(ranges.get(last).from(), day));
      } else {
        ranges.add(new DayRange(day, day));
      }
    }
    return ranges;
  }
}
