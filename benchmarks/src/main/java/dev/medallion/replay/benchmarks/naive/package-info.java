/**
 * The peer that does it the simple way: one shuffle element an event. It shares nothing with the
 * replay.
 */
package dev.medallion.replay.benchmarks.naive;
