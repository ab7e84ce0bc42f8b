package dev.medallion.replay.options;

/** What a command prints. */
public enum Format {
  TABLE,
  JSON,
  CSV
}
