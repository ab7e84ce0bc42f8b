/** The counters of a run at work. How they are shown is decided by the launcher. */
package dev.medallion.replay.transforms.run.progress;
