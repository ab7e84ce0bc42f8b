package dev.medallion.replay.options;

/** The options of {@code run}. */
public interface RunOptions extends ReplayOptions, PublishOptions {}
