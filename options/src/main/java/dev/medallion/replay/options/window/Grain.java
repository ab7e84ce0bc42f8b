package dev.medallion.replay.options.window;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;

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
  /**
   * Written {@code 2026-Q1}. The partition column of such a table holds the first day of the
   * quarter ({@link #keepsFirstDay}): BigQuery has no quarters, and keeps a quarter's rows in the
   * partition of its first month.
   */
  QUARTER {
    @Override
    public String valueOf(LocalDate day) {
      String month = YearMonth.from(day).toString();
      return month.substring(0, month.length() - 2) + "Q" + day.get(IsoFields.QUARTER_OF_YEAR);
    }

    @Override
    public DayRange days(String value) {
      int mark = value.indexOf("-Q");
      if (mark < 0 || value.length() != mark + 3 || !"1234".contains(value.substring(mark + 2))) {
        throw new DateTimeParseException(value + " is no quarter such as 2026-Q1", value, 0);
      }
      YearMonth january = YearMonth.parse(value.substring(0, mark) + "-01");
      YearMonth first = january.plusMonths(3L * (value.charAt(mark + 2) - '1'));
      return new DayRange(first.atDay(1), first.plusMonths(2).atEndOfMonth());
    }

    @Override
    public boolean keepsFirstDay() {
      return true;
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

  /**
   * Whether the partition column holds the partition's first day, and no other of its days. A
   * warehouse without partitions of this size can then take smaller ones.
   */
  public boolean keepsFirstDay() {
    return false;
  }

  /** Whether a text names a partition of this grain. */
  public boolean isValue(String text) {
    try {
      return this == NONE ? text.equals(ALL) : valueOf(days(text).from()).equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
