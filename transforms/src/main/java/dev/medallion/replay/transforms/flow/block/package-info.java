/**
 * Blocks: many events of one shard in one shuffle element, and the files that hold them. What is in
 * an event is not known here.
 */
package dev.medallion.replay.transforms.flow.block;
