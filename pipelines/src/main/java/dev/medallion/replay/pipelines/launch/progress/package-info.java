/** Shows the progress of a run. The run provides the numbers; nothing is computed here. */
package dev.medallion.replay.pipelines.launch.progress;
