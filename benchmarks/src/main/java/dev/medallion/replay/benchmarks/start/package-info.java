/** An empty pipeline: what a start costs before a replay does anything. */
package dev.medallion.replay.benchmarks.start;
