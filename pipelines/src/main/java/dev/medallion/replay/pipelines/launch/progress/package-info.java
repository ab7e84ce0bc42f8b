/** What is shown while a run is at work. Numbers come from the run; none are worked out here. */
package dev.medallion.replay.pipelines.launch.progress;
