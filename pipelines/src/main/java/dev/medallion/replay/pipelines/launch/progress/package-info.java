/** Shows the progress of a run. The run's records give the numbers; nothing is computed here. */
package dev.medallion.replay.pipelines.launch.progress;
