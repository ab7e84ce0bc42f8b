/**
 * What a run records so that it can be resumed, and whether that still holds. It starts nothing.
 */
package dev.medallion.replay.transforms.run.resume;
