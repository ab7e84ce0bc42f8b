package dev.medallion.replay.options.window;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** How large a table's partitions are, and how a partition is written: {@code 2026-02-03}. */
public enum Grain {
  DAY {
    @Override
    public String valueOf(LocalDate day) {
      return day.toString();
    }

    @Override
    public DayRange days(String value) {
      return DayRange.ofDay(LocalDate.parse(value));
    }
  },
  MONTH {
    @Override
    public String valueOf(LocalDate day) {
      return YearMonth.from(day).toString();
    }

    @Override
    public DayRange days(String value) {
      YearMonth month = YearMonth.parse(value);
      return new DayRange(month.atDay(1), month.atEndOfMonth());
    }
  },
  YEAR {
    @Override
    public String valueOf(LocalDate day) {
      return Year.from(day).toString();
    }

    @Override
    public DayRange days(String value) {
      Year year = Year.parse(value);
      return new DayRange(year.atDay(1), year.atMonth(12).atEndOfMonth());
    }
  },
  /** The whole table is one partition, written {@code all}. A window never cuts it. */
  NONE {
    @Override
    public String valueOf(LocalDate day) {
      return ALL;
    }

    @Override
    public DayRange days(String value) {
      throw new UnsupportedOperationException("a table of grain none has no days");
    }
  };

  /** The one partition of a table of grain {@link #NONE}. */
  public static final String ALL = "all";

  /** The partition that a business day falls in. */
  public abstract String valueOf(LocalDate day);

  /** The business days of a partition. */
  public abstract DayRange days(String value);

  /** Whether a text names a partition of this grain. */
  public boolean isValue(String text) {
    try {
      return this == NONE ? text.equals(ALL) : valueOf(days(text).from()).equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
