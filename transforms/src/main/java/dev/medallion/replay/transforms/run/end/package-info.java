/**
 * How a run starts and ends apart from its data: its lease, the files of old versions that it
 * deletes, and its cleanup. {@code publish} decides what it publishes.
 */
package dev.medallion.replay.transforms.run.end;
