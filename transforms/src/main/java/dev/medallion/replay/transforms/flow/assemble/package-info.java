/**
 * Puts the partitions together: merges what the shards wrote, and builds the tables that read other
 * tables. It publishes nothing.
 */
package dev.medallion.replay.transforms.flow.assemble;
