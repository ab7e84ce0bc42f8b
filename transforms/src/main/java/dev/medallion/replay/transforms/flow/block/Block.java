package dev.medallion.replay.transforms.flow.block;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * A batch of decoded events of one entity and one shard: what crosses the shuffle.
 *
 * @param shard from 0
 * @param rows how many events
 * @param bytes as {@link BlockReader} reads them
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look at the bytes
public record Block(String stream, String entity, int shard, int rows, byte[] bytes)
    implements Serializable {

  @Override
  public boolean equals(Object other) {
    return other instanceof Block that
        && stream.equals(that.stream)
        && entity.equals(that.entity)
        && shard == that.shard
        && rows == that.rows
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stream, entity, shard, rows, Arrays.hashCode(bytes));
  }
}
