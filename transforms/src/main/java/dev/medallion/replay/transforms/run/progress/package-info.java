/**
 * How far a run has come, by the completion records that its workers leave. The launcher decides
 * how that is shown.
 */
package dev.medallion.replay.transforms.run.progress;
