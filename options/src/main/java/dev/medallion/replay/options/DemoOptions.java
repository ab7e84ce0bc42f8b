package dev.medallion.replay.options;

/** The options of {@code demo}, which sets all other options itself. */
public interface DemoOptions extends ProgressOptions, OutputOptions {}
