package dev.medallion.replay.options;

/** The options of {@code demo}, which says the rest itself. */
public interface DemoOptions extends ProgressOptions, OutputOptions {}
