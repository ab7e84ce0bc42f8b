package dev.medallion.replay.transforms.engine;

import dev.medallion.replay.options.window.Grain;
import java.time.Period;

/** What {@link Grain} computes, as SQL over a date. */
public final class GrainSql {
  private GrainSql() {}

  /** The partition's value, as {@link Grain#valueOf} writes it. */
  public static String value(Grain grain, String date) {
    return switch (grain) {
      case DAY -> "strftime(" + date + ", '%Y-%m-%d')";
      case MONTH -> "strftime(" + date + ", '%Y-%m')";
      case QUARTER -> "(strftime(" + date + ", '%Y-Q') || quarter(" + date + "))";
      case YEAR -> "strftime(" + date + ", '%Y')";
      case NONE -> "'" + Grain.ALL + "'";
    };
  }

  /** The first day of the partition that a date falls in. */
  public static String firstDay(Grain grain, String date) {
    return switch (grain) {
      case DAY, NONE -> date;
      case MONTH -> "CAST(date_trunc('month', " + date + ") AS DATE)";
      case QUARTER -> "CAST(date_trunc('quarter', " + date + ") AS DATE)";
      case YEAR -> "CAST(date_trunc('year', " + date + ") AS DATE)";
    };
  }

  /** The last day of the partition that a date falls in. */
  public static String lastDay(Grain grain, String date) {
    return switch (grain) {
      case DAY, NONE -> date;
      case MONTH -> "last_day(" + date + ")";
      case QUARTER ->
          "last_day(CAST(date_trunc('quarter', " + date + ") AS DATE) + INTERVAL '2 months')";
      case YEAR -> "make_date(year(" + date + "), 12, 31)";
    };
  }

  /** {@code INTERVAL '1 years 2 months 3 days'}. */
  public static String interval(Period period) {
    return "INTERVAL '"
        + period.getYears()
        + " years "
        + period.getMonths()
        + " months "
        + period.getDays()
        + " days'";
  }
}
