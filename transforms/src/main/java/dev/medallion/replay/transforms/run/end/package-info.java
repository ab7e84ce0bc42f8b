/**
 * How a run begins and ends beside its data: its lease, the files of old versions that it lets go,
 * and what it puts away. What it publishes is decided in {@code publish}.
 */
package dev.medallion.replay.transforms.run.end;
