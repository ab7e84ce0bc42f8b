package dev.medallion.replay.transforms.model.sql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The entity that a table of a stream is about, and what tells its versions apart.
 *
 * @param entity the relation that holds its winning versions, one for each key
 * @param columns the columns of its key
 * @param event the column that numbers the winning versions: it names an entity as the key does,
 *     but the number itself says nothing
 * @param scope the column of the key by whose values a table's rows are replaced: every row holds
 *     that of its entity
 */
public record EntityKey(String entity, List<String> columns, String event, Optional<String> scope) {

  /** Whether rows that agree on these columns of the entity belong to one entity. */
  boolean isNamedBy(Collection<String> held) {
    return held.contains(event) || held.containsAll(columns);
  }

  /** For messages. */
  String text() {
    return String.join(", ", columns);
  }
}
