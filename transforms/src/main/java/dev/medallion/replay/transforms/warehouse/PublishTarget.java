package dev.medallion.replay.transforms.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.model.TableOptions;
import java.io.Serializable;
import java.util.Collections;
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
 * @param options how tables are to be kept and described, as the warehouse names them; of one that
 *     is not in it nothing is said, and it stays as it is
 */
public record PublishTarget(
    DayRange span,
    String zone,
    List<TableRef> tables,
    SortedMap<String, EntityRef> entities,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, TableOptions> options)
    implements Serializable {

  public PublishTarget {
    // Logs of before models described tables have none.
    options = options == null ? Collections.emptySortedMap() : options;
  }

  /** One that says nothing of how tables are kept. */
  public PublishTarget(
      DayRange span, String zone, List<TableRef> tables, SortedMap<String, EntityRef> entities) {
    this(span, zone, tables, entities, Collections.emptySortedMap());
  }

  /** How a table is to be kept and described. */
  public TableOptions options(TableRef table) {
    return options.getOrDefault(table.qualifiedName(), TableOptions.NONE);
  }

  /** Whose rows a table or ledger has; empty where it is computed from other tables. */
  public Optional<EntityRef> entity(TableRef table) {
    return Optional.ofNullable(entities.get(table.qualifiedName()));
  }
}
