package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalLine;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.List;
import java.util.Map;

/** The published partitions that hold rows of the entities of a ledger's partition. */
final class LedgerSiblings {
  private final JournalView view;

  LedgerSiblings(JournalView view) {
    this.view = view;
  }

  /** None where the line is not a ledger's. */
  List<Partition> of(JournalLine line) {
    List<TableRef> tables =
        view.entities().entrySet().stream()
            .filter(e -> e.getValue().ledger().equals(line.table()))
            .map(Map.Entry::getKey)
            .filter(table -> !table.equals(line.table()))
            .map(table -> view.tables().get(table))
            .toList();
    return view.heads().keySet().stream()
        .filter(
            p -> tables.stream().anyMatch(t -> t.name().equals(p.table()) && overlap(t, p, line)))
        .toList();
  }

  private boolean overlap(TableRef table, Partition partition, JournalLine ledger) {
    Grain ofLedger = view.tables().get(ledger.table()).grain();
    if (table.grain() == Grain.NONE || ofLedger == Grain.NONE) {
      return table.grain() == Grain.NONE;
    }
    DayRange days = table.grain().days(partition.value());
    DayRange recorded = ofLedger.days(ledger.partition().value());
    return !days.from().isAfter(recorded.to()) && !recorded.from().isAfter(days.to());
  }
}
