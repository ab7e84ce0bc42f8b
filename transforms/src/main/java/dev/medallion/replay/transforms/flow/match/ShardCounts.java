package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many shards each stream has.
 *
 * @param byStream at least 1 each
 */
public record ShardCounts(TreeMap<String, Integer> byStream) implements Serializable {
  /** Raw input of a shard, while there are few. */
  private static final long SHARD_BYTES = 64L << 20;

  /** More shards than this make the shuffle's keys cost more than they spread. */
  private static final int MOST_SHARDS = 2048;

  /**
   * By the bytes listed.
   *
   * @param asked this many of each instead; 0: nobody asked
   */
  public static ShardCounts of(Model model, int asked, Collection<ObjectRef> objects) {
    Map<String, Long> bytes = new HashMap<>();
    Map<String, EntityRoutes> routes = new HashMap<>();
    model.sources().values().forEach(s -> routes.put(s.name(), new EntityRoutes(model, s)));
    for (ObjectRef object : objects) {
      routes
          .get(object.source())
          .entity(object.columns())
          .map(Entity::name)
          .ifPresent(e -> bytes.merge(model.streamOf(e).name(), object.bytes(), Long::sum));
    }
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (EventStream stream : model.streams()) {
      long shards = 1 + bytes.getOrDefault(stream.name(), 0L) / SHARD_BYTES;
      counts.put(stream.name(), asked > 0 ? asked : (int) Math.min(shards, MOST_SHARDS));
    }
    return new ShardCounts(counts);
  }
}
