package dev.medallion.replay.options.settings;

/** The format of a command's output. */
public enum Format {
  TABLE,
  JSON,
  CSV
}
