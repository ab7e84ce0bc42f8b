package dev.medallion.replay.transforms.model.ledger;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelRelations;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of an entity's ledger. All but the entity's key are hidden: they say when, from where
 * and in which order a version came.
 */
public final class LedgerColumns {
  /** What every record says of its version beside its key and its order. */
  private static final List<Column> FACTS =
      List.of(
          new Column("_priority", "INTEGER"),
          new Column("_source", "VARCHAR"),
          new Column("_object", "VARCHAR"),
          new Column("_generation", "VARCHAR"),
          new Column("_position", "BIGINT"),
          new Column("_arrival_date", "DATE"),
          new Column("_deleted", "BOOLEAN"),
          new Column("_rows", "BIGINT"),
          new Column("_content", "BIGINT"));

  private LedgerColumns() {}

  /**
   * The columns, in order: the entity's key; {@code _day}, its business day; {@code _by_<column>}
   * for each term of {@code latest_by}, in its own type; {@code _nanos_<column>} for each timestamp
   * among those, its nanoseconds beyond the microsecond, null for none; {@code _priority} of the
   * source; {@code _source}, {@code _object} (a path below the input root), {@code _generation} and
   * {@code _position} (from 0), where the version lies; {@code _arrival_date}; {@code _deleted};
   * {@code _rows}, how many rows the entity's tables have of it; {@code _content}, a number that is
   * equal for versions that say the same.
   */
  public static List<Column> of(Model model, EntityLedger ledger) {
    Entity entity = ledger.entity();
    List<Column> known = ModelRelations.entityColumns(model, entity);
    List<Column> columns = new ArrayList<>();
    entity.key().forEach(k -> columns.add(find(known, k)));
    columns.add(new Column(EntityLedger.DAY, "DATE"));
    entity
        .latestBy()
        .forEach(
            t -> columns.add(new Column(VersionOrder.column(t), find(known, t.column()).type())));
    entity
        .orderTimes()
        .forEach(f -> columns.add(new Column(VersionOrder.nanosColumn(f), "INTEGER")));
    columns.addAll(FACTS);
    return List.copyOf(columns);
  }

  private static Column find(List<Column> columns, String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
