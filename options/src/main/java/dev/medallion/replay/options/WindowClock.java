package dev.medallion.replay.options;

/** What a window's days are days of. */
public enum WindowClock {
  /** Of the partitions. */
  BUSINESS,
  /** Of the arrival of objects. */
  ARRIVAL
}
