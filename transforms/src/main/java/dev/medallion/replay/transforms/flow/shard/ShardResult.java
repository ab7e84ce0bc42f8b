package dev.medallion.replay.transforms.flow.shard;

import java.io.Serializable;
import java.util.List;

/**
 * What one shard of one stream came to.
 *
 * @param stream the stream
 * @param shard from 0
 * @param fragments of every table and ledger of the stream that got rows
 * @param fates of every event of the shard
 * @param seenOutside days outside the scope that winners lie on
 * @param misplaced versions that no window shows
 * @param scopes of the versions that were read, where the run names some; not all if they are many
 * @param deadLetters the file of those that the shard gave; empty: none
 */
public record ShardResult(
    String stream,
    int shard,
    List<Fragment> fragments,
    List<FateCount> fates,
    List<SeenDay> seenOutside,
    List<MisplacedVersions> misplaced,
    List<String> scopes,
    String deadLetters)
    implements Serializable {}
