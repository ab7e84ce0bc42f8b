package dev.medallion.replay.options.settings;

/** The meaning of a window's days. */
public enum WindowClock {
  /** Of the partitions. */
  BUSINESS,
  /** Of the arrival of objects. */
  ARRIVAL
}
