package dev.medallion.replay.transforms.model.sql;

import java.util.Optional;

/**
 * A column of a relation within a SELECT.
 *
 * @param name in small letters; empty if nothing is known of it: it may also be several columns
 * @param holds the column of the entity that it holds unchanged, if it is one that names the entity
 * @param firm whether it holds that of the row's own entity in every row, never null
 */
record Output(Optional<String> name, Optional<String> holds, boolean firm) {
  static final Output UNKNOWN = new Output(Optional.empty(), Optional.empty(), false);

  static Output plain(String name) {
    return new Output(Optional.of(name), Optional.empty(), false);
  }

  Output named(String other) {
    return new Output(Optional.of(other), holds, firm);
  }

  /** The same where the row may belong to another entity, or to none. */
  Output loosened() {
    return new Output(name, holds, false);
  }

  /** The entity's column that it surely holds. */
  Optional<String> firmly() {
    return firm ? holds : Optional.empty();
  }
}
