package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.match.ReadUnit;
import dev.medallion.replay.transforms.flow.match.ShardCounts;
import java.io.Serializable;

/**
 * What one worker reads at a time.
 *
 * @param shards how its events are spread: the same for all units of a run
 */
public record ReadTask(ReadUnit unit, ShardCounts shards) implements Serializable {}
