package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.StoredValues;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.model.ledger.LedgerColumns;
import java.util.List;
import java.util.stream.Stream;

/** The columns that a table is stored with: what its SQL selects, and where each row comes from. */
public final class StoredColumns {
  private static final List<Column> ORIGIN =
      List.of(
          new Column("_arrival_date", "DATE"),
          new Column("_object", "VARCHAR"),
          new Column("_position", "BIGINT"));

  private StoredColumns() {}

  /** The columns, in order, as they are stored: {@link StoredValues} says how. */
  public static List<Column> of(Model model, Table table) {
    return StoredValues.columns(shown(model, table));
  }

  /**
   * The columns, in order, as SQL sees them. Rows of an entity's table carry {@code _arrival_date},
   * {@code _object} (a path below the input root) and {@code _position} (from 0): where their
   * version lies. What else is known of the version is in the entity's ledger.
   */
  public static List<Column> shown(Model model, Table table) {
    if (table instanceof EntityLedger ledger) {
      return LedgerColumns.of(model, ledger);
    }
    Stream<Column> selected = model.columns(table.name()).stream().filter(c -> !c.isHidden());
    return table instanceof EntityTable
        ? Stream.concat(selected, ORIGIN.stream()).toList()
        : selected.toList();
  }
}
