package dev.medallion.replay.transforms.flow.block;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sorts decoded events into blocks, by entity and shard, under a budget of memory.
 *
 * <p>Not thread-safe.
 */
public final class BlockBuffers implements AutoCloseable {
  private final Model model;
  private final int blockBytes;
  private final long budgetBytes;
  private final Consumer<Block> sink;
  private final byte[] digest;
  private final Map<String, EntityBuffers> entities = new HashMap<>();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private long heldBytes;

  private static final class EntityBuffers {
    final EventStream stream;
    final Entity entity;
    final ShardHash hash;
    final BlockWriter[] shards;

    EntityBuffers(EventStream stream, Entity entity, int shards) {
      this.stream = stream;
      this.entity = entity;
      this.hash = new ShardHash(stream, entity);
      this.shards = new BlockWriter[shards];
    }
  }

  /**
   * @param shards by stream, how many shards it has
   * @param blockBytes a block is handed on when it holds this much, before compression
   * @param budgetBytes of all blocks being filled; over it, the largest is handed on
   * @param sink takes each block
   */
  public BlockBuffers(
      Model model,
      Map<String, Integer> shards,
      int blockBytes,
      long budgetBytes,
      Consumer<Block> sink) {
    this.model = model;
    this.blockBytes = blockBytes;
    this.budgetBytes = budgetBytes;
    this.sink = sink;
    this.digest = ModelDigest.prefix(model);
    for (EventStream stream : model.streams()) {
      Integer count = shards.get(stream.name());
      if (count == null || count < 1) {
        throw new IllegalArgumentException(
            "stream " + stream.name() + " needs a shard count of 1 or more, not " + count);
      }
      for (Entity entity : stream.contracts()) {
        entities.put(entity.name(), new EntityBuffers(stream, entity, count));
      }
    }
  }

  /** Adds an event. */
  public void add(Decoded event, ObjectRef object, long position) {
    EntityBuffers buffers = entities.get(event.entity().name());
    int shard = buffers.hash.shard(event.values(), buffers.shards.length);
    BlockWriter writer = buffers.shards[shard];
    if (writer == null) {
      writer = new BlockWriter(buffers.stream.name(), buffers.entity, shard);
      buffers.shards[shard] = writer;
      heldBytes += writer.heldBytes();
    }
    int before = writer.heldBytes();
    int priority = model.sources().get(object.source()).priority();
    writer.add(event, object, priority, position);
    heldBytes += writer.heldBytes() - before;
    if (writer.rawBytes() >= blockBytes) {
      handOn(buffers, shard);
    }
    while (heldBytes > budgetBytes && handOnLargest()) {}
  }

  /** Hands on what is left, by entity and shard. */
  public void flush() {
    List<String> names = new ArrayList<>(entities.keySet());
    names.sort(Comparator.naturalOrder());
    for (String name : names) {
      EntityBuffers buffers = entities.get(name);
      for (int shard = 0; shard < buffers.shards.length; shard++) {
        if (buffers.shards[shard] != null) {
          handOn(buffers, shard);
        }
      }
    }
  }

  /** Frees native memory; what was not flushed is dropped. */
  @Override
  public void close() {
    zstd.close();
  }

  private boolean handOnLargest() {
    EntityBuffers largest = null;
    int shard = -1;
    int most = 0;
    for (EntityBuffers buffers : entities.values()) {
      for (int i = 0; i < buffers.shards.length; i++) {
        BlockWriter writer = buffers.shards[i];
        if (writer != null && writer.heldBytes() > most) {
          most = writer.heldBytes();
          largest = buffers;
          shard = i;
        }
      }
    }
    if (largest == null) {
      return false;
    }
    handOn(largest, shard);
    return true;
  }

  private void handOn(EntityBuffers buffers, int shard) {
    BlockWriter writer = buffers.shards[shard];
    buffers.shards[shard] = null;
    heldBytes -= writer.heldBytes();
    sink.accept(writer.finish(digest, zstd));
  }
}
