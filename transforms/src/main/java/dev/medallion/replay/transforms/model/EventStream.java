package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.Optional;

/**
 * Entities whose events are computed together, in one shard.
 *
 * @param name within the model
 * @param shardBy the fields whose hash is the shard; part of every key, so all versions of an
 *     entity meet
 * @param scope the field of {@code shardBy} whose values name the scopes that a run may replay by
 *     themselves; empty: it always replays all of the stream
 * @param entities what it holds
 * @param tables what is computed from them, shard by shard
 */
public record EventStream(
    String name,
    List<String> shardBy,
    Optional<String> scope,
    List<Entity> entities,
    List<EntityTable> tables) {

  /** The contracts of its entities and of their parts. */
  public List<Entity> contracts() {
    return entities.stream().flatMap(Entity::contracts).toList();
  }
}
