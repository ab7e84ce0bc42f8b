package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;

/**
 * How far something may be before and after a day: a source's arrivals, a table's inputs.
 *
 * @param before how far before the day, e.g. {@code P1D}; never negative
 * @param after how far after the day; never negative
 */
public record Reach(Period before, Period after) implements Serializable {
  public static final Reach NONE = new Reach(Period.ZERO, Period.ZERO);

  public Reach {
    if (before.isNegative() || after.isNegative()) {
      throw new IllegalArgumentException("a reach must not be negative: " + before + "/" + after);
    }
  }

  /** The days within reach of one day. */
  public DayRange of(LocalDate day) {
    return new DayRange(day.minus(before), day.plus(after));
  }

  /** The days within reach of any day of a range. */
  public DayRange of(DayRange range) {
    return new DayRange(range.from().minus(before), range.to().plus(after));
  }

  @Override
  public String toString() {
    return before + "/" + after;
  }
}
