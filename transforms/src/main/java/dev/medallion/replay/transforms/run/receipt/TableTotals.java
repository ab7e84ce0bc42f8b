package dev.medallion.replay.transforms.run.receipt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The partitions of one table, added up.
 *
 * @param diff where it is known of every partition that changes
 */
record TableTotals(
    String table,
    long replaced,
    long emptied,
    long skipped,
    long open,
    long rowsBefore,
    long rowsAfter,
    Optional<PartitionChange.Diff> diff) {

  static List<TableTotals> of(List<PartitionChange> changes) {
    Map<String, List<PartitionChange>> byTable = new LinkedHashMap<>();
    changes.forEach(c -> byTable.computeIfAbsent(c.table(), t -> new ArrayList<>()).add(c));
    return byTable.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static TableTotals of(String table, List<PartitionChange> changes) {
    return new TableTotals(
        table,
        count(changes, PartitionChange.Action.REPLACED),
        count(changes, PartitionChange.Action.EMPTIED),
        count(changes, PartitionChange.Action.SKIPPED),
        changes.stream().filter(PartitionChange::isOpen).count(),
        changes.stream().mapToLong(PartitionChange::rowsBefore).sum(),
        changes.stream().mapToLong(PartitionChange::rowsAfter).sum(),
        diff(changes));
  }

  private static long count(List<PartitionChange> changes, PartitionChange.Action action) {
    return changes.stream().filter(c -> c.isPublished() && c.action() == action).count();
  }

  private static Optional<PartitionChange.Diff> diff(List<PartitionChange> changes) {
    long added = 0;
    long removed = 0;
    long changed = 0;
    long same = 0;
    for (PartitionChange change : changes) {
      if (change.diff().isPresent()) {
        PartitionChange.Diff diff = change.diff().get();
        added += diff.added();
        removed += diff.removed();
        changed += diff.changed();
        same += diff.same();
      } else if (change.action() == PartitionChange.Action.SKIPPED) {
        same += change.rowsAfter();
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new PartitionChange.Diff(added, removed, changed, same));
  }
}
