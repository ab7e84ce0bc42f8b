package dev.medallion.replay.options.settings;

/** How progress is shown. */
public enum ProgressStyle {
  AUTO,
  LINE,
  OFF
}
