/**
 * What planning takes for more objects and partitions than any machine here could hold: they are
 * made up, and never stored. Not here: how long reading them would take.
 */
package dev.medallion.replay.benchmarks.simulation;
