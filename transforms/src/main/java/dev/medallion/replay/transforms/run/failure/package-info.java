/**
 * What a step of a run notes in the run's folder when it fails, so that whoever waits for the run
 * can say what failed and why. What to print and how to exit is decided in {@code pipelines}.
 */
package dev.medallion.replay.transforms.run.failure;
