package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The meaning of the names in a change set, for a publisher without the model.
 *
 * @param span from the first day of the run's window to the last
 * @param zone of the model's business day
 * @param tables all tables of the model
 * @param entities of the tables and ledgers that have rows of one, as the warehouse names them
 */
public record PublishTarget(
    DayRange span, String zone, List<TableRef> tables, SortedMap<String, EntityRef> entities)
    implements Serializable {

  /** Whose rows a table or ledger has; empty where it is computed from other tables. */
  public Optional<EntityRef> entity(TableRef table) {
    return Optional.ofNullable(entities.get(table.qualifiedName()));
  }
}
