/**
 * Ranks the versions of the entities of one shard, runs the SQL of its tables, and writes rows by
 * partition. It sees one shard at a time.
 */
package dev.medallion.replay.transforms.flow.shard;
