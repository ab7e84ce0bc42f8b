package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.DuckDbSession;
import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.model.EntityLedger;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ledger.LedgerColumns;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The days of what tombstones without a business day delete: a tombstone lies on the day of the
 * version that it deletes, and the ledger knows the published ones.
 */
public final class TombstoneDays {
  private final Model model;
  private final Warehouse warehouse;
  private final SessionSettings settings;
  private final Path folder;

  /**
   * @param settings of the DuckDB that looks
   * @param folder takes the keys that are asked for, and what was found; the session may read it
   */
  public TombstoneDays(Model model, Warehouse warehouse, SessionSettings settings, Path folder) {
    this.model = model;
    this.warehouse = warehouse;
    this.settings = settings;
    this.folder = folder;
  }

  /** The days on which the ledger has these entities. */
  public TreeSet<LocalDate> of(Collection<TombstoneKeys> keys) {
    TreeSet<LocalDate> days = new TreeSet<>();
    if (keys.isEmpty()) {
      return days;
    }
    Map<String, List<TombstoneKeys>> byEntity =
        keys.stream().distinct().collect(Collectors.groupingBy(TombstoneKeys::entity));
    try (DuckDbSession session = DuckDbSession.open(settings)) {
      for (EntityLedger ledger : model.ledgers()) {
        List<TombstoneKeys> mine = byEntity.getOrDefault(ledger.name(), List.of());
        if (!mine.isEmpty() && ledger.grain() != Grain.NONE) {
          days.addAll(find(session, ledger, mine));
        }
      }
    }
    return days;
  }

  private List<LocalDate> find(
      DuckDbSession session, EntityLedger ledger, List<TombstoneKeys> keys) {
    List<String> names = ledger.key();
    List<Column> columns =
        LedgerColumns.of(model, ledger).stream().filter(c -> names.contains(c.name())).toList();
    String asked = Sql.identifier("asked_" + ledger.name());
    session.execute(
        columns.stream()
            .map(c -> Sql.identifier(c.name()) + " VARCHAR")
            .collect(Collectors.joining(", ", "CREATE TABLE " + asked + " (", ")")));
    session.append(
        "main", "asked_" + ledger.name(), keys.stream().map(TombstoneKeys::key).toList());
    Path file = folder.resolve("tombstones-" + ledger.name() + ".parquet");
    session.copyToPassingParquet(
        IntStream.range(0, columns.size())
            .mapToObj(i -> typed(columns.get(i)))
            .collect(Collectors.joining(", ", "SELECT DISTINCT ", " FROM " + asked)),
        file);
    Path found = folder.resolve("deleted-" + ledger.name() + ".parquet");
    boolean any =
        warehouse.find(
            new KeyLookup(TableRef.of(ledger), names, file, List.of(EntityLedger.DAY)), found);
    return any
        ? session.query(
            "SELECT DISTINCT "
                + EntityLedger.DAY
                + " FROM "
                + Sql.parquet(List.of(found.toString())),
            row -> row.getObject(1, LocalDate.class))
        : List.of();
  }

  private static String typed(Column column) {
    String name = Sql.identifier(column.name());
    String value =
        switch (column.type()) {
          case "DATE" -> "DATE '1970-01-01' + CAST(" + name + " AS INTEGER)";
          case "TIMESTAMP WITH TIME ZONE" -> "make_timestamptz(CAST(" + name + " AS BIGINT))";
          default -> "CAST(" + name + " AS " + column.type() + ")";
        };
    return value + " AS " + name;
  }
}
