package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.flow.decode.CanonicalText;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;

/**
 * Which shard an event belongs to: a hash of its {@code shard_by} values' canonical texts. Stable,
 * since a run and its resume must agree.
 */
final class ShardHash {
  private static final int END = 0x1f;
  private static final int NULL = 0x00;

  private final int[] slots;
  private final FieldType[] types;

  ShardHash(EventStream stream, Entity entity) {
    int n = stream.shardBy().size();
    slots = new int[n];
    types = new FieldType[n];
    for (int k = 0; k < n; k++) {
      String name = stream.shardBy().get(k);
      Field field =
          entity
              .field(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "stream "
                              + stream.name()
                              + " is sharded by "
                              + name
                              + ", which entity "
                              + entity.name()
                              + " does not have"));
      slots[k] = entity.fields().indexOf(field);
      types[k] = field.type();
    }
  }

  int shard(Object[] values, int shards) {
    long hash = StableHash.START;
    for (int k = 0; k < slots.length; k++) {
      Object value = values[slots[k]];
      hash =
          value == null
              ? StableHash.add(hash, NULL)
              : StableHash.add(hash, CanonicalText.of(types[k], value));
      hash = StableHash.add(hash, END);
    }
    return (int) Long.remainderUnsigned(StableHash.finish(hash), shards);
  }
}
