package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import java.util.Optional;

/**
 * How large BigQuery's partitions are where a model's have some grain: the same, but that a quarter
 * is the partition of its first month, which holds all its rows since they are on its first day
 * ({@link Grain#keepsFirstDay}).
 */
final class PhysicalGrain {
  private PhysicalGrain() {}

  static Grain of(Grain grain) {
    return grain == Grain.QUARTER ? Grain.MONTH : grain;
  }

  /** The days of BigQuery's partition. */
  static DayRange days(Grain grain, String partition) {
    Grain physical = of(grain);
    return physical.days(physical.valueOf(grain.days(partition).from()));
  }

  /** The quarter that is kept in the partition of a month; none in most months. */
  static Optional<String> quarter(String month) {
    if (!Grain.MONTH.isValue(month)) {
      return Optional.empty();
    }
    String quarter = Grain.QUARTER.valueOf(Grain.MONTH.days(month).from());
    return days(Grain.QUARTER, quarter).equals(Grain.MONTH.days(month))
        ? Optional.of(quarter)
        : Optional.empty();
  }
}
