package dev.medallion.replay.pipelines.text;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The streams that a command writes to.
 *
 * @param out results
 * @param err progress and errors
 * @param terminal whether {@code err} is one
 * @param home the project's folder, which holds the demo's sample
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, Path home) {}
