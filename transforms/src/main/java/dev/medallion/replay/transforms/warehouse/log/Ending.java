package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;

/**
 * How a partition came out of a publication.
 *
 * @param published whether it holds the new rows, and its head is the new one
 * @param attempts the number of its last job; 0 where none ran
 * @param why it could not be written; empty where it was, and where another one had failed before
 */
public record Ending(Partition partition, boolean published, int attempts, String why) {}
