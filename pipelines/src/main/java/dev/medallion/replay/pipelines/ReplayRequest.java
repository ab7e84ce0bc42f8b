package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.RunSettings;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * One replay to be done.
 *
 * @param command the receipt's: {@code run}, {@code plan} or {@code demo}
 * @param runner Beam's own options, e.g. which runner
 */
public record ReplayRequest(
    Mode mode, String command, RunSettings settings, PipelineOptions runner) {}
