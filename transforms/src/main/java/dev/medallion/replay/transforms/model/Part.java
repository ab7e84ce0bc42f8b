package dev.medallion.replay.transforms.model;

import java.util.List;

/**
 * Records that belong to a version of an entity because they lie in the same folder: the products
 * of a sale, each in an object of its own.
 *
 * @param contract how its records are read. Beside its own fields it has those of the entity's key
 *     that an object's path gives, so that it meets its event in one shard
 * @param required a version without any is a dead letter MISSING_PART
 * @param key fields whose values name one part of an event; empty: an event has one. Of several,
 *     the one in the last object counts
 */
public record Part(Entity contract, boolean required, List<String> key) {

  /** Its name: that of its SQL relation. */
  public String name() {
    return contract.name();
  }

  /** The fields that its records hold themselves. */
  public List<Field> ownFields(Entity event) {
    return contract.fields().stream().filter(f -> !event.key().contains(f.name())).toList();
  }
}
