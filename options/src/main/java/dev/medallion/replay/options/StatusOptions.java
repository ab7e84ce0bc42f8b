package dev.medallion.replay.options;

/** The options of {@code status}. */
public interface StatusOptions extends StateOptions, OutputOptions {}
