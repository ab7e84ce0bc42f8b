package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Model;
import java.io.Serializable;
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

  /** Counts the bytes of each stream, object by object. */
  static final class Counting {
    private final Model model;
    private final Map<String, Long> bytes = new HashMap<>();
    private final Map<String, EntityRoutes> routes = new HashMap<>();

    Counting(Model model) {
      this.model = model;
      model.sources().values().forEach(s -> routes.put(s.name(), new EntityRoutes(model, s)));
    }

    void add(ObjectRef object) {
      routes
          .get(object.source())
          .entity(object.columns())
          .map(Entity::name)
          .ifPresent(e -> bytes.merge(model.streamOf(e).name(), object.bytes(), Long::sum));
    }

    /**
     * By the bytes so far.
     *
     * @param asked this many of each instead; 0: nobody asked
     */
    ShardCounts counts(int asked) {
      TreeMap<String, Integer> counts = new TreeMap<>();
      for (EventStream stream : model.streams()) {
        long shards = 1 + bytes.getOrDefault(stream.name(), 0L) / SHARD_BYTES;
        counts.put(stream.name(), asked > 0 ? asked : (int) Math.min(shards, MOST_SHARDS));
      }
      return new ShardCounts(counts);
    }
  }
}
