package dev.medallion.replay.options.settings;

/** What a window's days are days of. */
public enum WindowClock {
  /** Of the partitions. */
  BUSINESS,
  /** Of the arrival of objects. */
  ARRIVAL
}
