package dev.medallion.replay.options;

/** How progress is shown. */
public enum ProgressStyle {
  AUTO,
  LINE,
  OFF
}
