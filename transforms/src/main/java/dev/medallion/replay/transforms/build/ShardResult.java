package dev.medallion.replay.transforms.build;

import java.io.Serializable;
import java.util.List;

/**
 * What one shard of one stream came to.
 *
 * @param stream the stream
 * @param shard from 0
 * @param fragments of every table of the stream that got rows
 * @param fates of every event of the shard
 * @param late versions that came too late to be let in
 * @param misplaced versions that no window shows
 */
public record ShardResult(
    String stream,
    int shard,
    List<Fragment> fragments,
    List<FateCount> fates,
    List<LateVersion> late,
    List<MisplacedVersions> misplaced)
    implements Serializable {}
