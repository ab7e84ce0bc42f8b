package dev.medallion.replay.transforms.flow.block;

import java.io.Serializable;

/**
 * Where a block lies: what crosses the shuffle in its place.
 *
 * @param stream as the block's
 * @param entity as the block's
 * @param shard as the block's
 * @param rows as the block's
 * @param file that it lies in, by its name in the folder of blocks
 * @param offset of its first byte
 * @param length in bytes
 * @param crc32c of its bytes
 */
public record BlockRef(
    String stream,
    String entity,
    int shard,
    int rows,
    String file,
    long offset,
    int length,
    long crc32c)
    implements Serializable {}
