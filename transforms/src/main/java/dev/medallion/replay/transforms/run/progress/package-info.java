/** The counters of a running run. The launcher decides how they are shown. */
package dev.medallion.replay.transforms.run.progress;
