package dev.medallion.replay.options.settings;

/** What a command prints. */
public enum Format {
  TABLE,
  JSON,
  CSV
}
