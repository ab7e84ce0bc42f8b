/**
 * The completion records of a run's units of work. It does not know what a unit does or what its
 * result means.
 */
package dev.medallion.replay.transforms.run.completion;
