package dev.medallion.replay.transforms.read;

import dev.medallion.replay.transforms.objects.ReadUnit;
import dev.medallion.replay.transforms.run.ShardCounts;
import java.io.Serializable;

/**
 * What one worker reads at a time.
 *
 * @param shards how its events are spread: the same for all units of a run
 */
public record ReadTask(ReadUnit unit, ShardCounts shards) implements Serializable {}
