package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.audit.ForeignRows;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Rows that somebody else wrote since, and that a rollback replaces: it says so, as a run does. */
public final class OthersRows {
  private OthersRows() {}

  /** What is to be said of the partitions that a rollback replaces. */
  public static List<Finding> replaced(Warehouse warehouse, JournalView view, Rollback rollback) {
    List<Replacement> replacements =
        rollback.changes().replacements().stream().filter(r -> !r.isOfLedger()).toList();
    Map<TableRef, Set<String>> wanted = new HashMap<>();
    for (Replacement replacement : replacements) {
      Partition partition = replacement.result().partition();
      wanted.computeIfAbsent(TableRef.of(replacement), t -> new TreeSet<>()).add(partition.value());
    }
    SortedMap<Partition, Content> live = warehouse.liveContent(wanted);
    List<Finding> findings = new ArrayList<>();
    for (Replacement replacement : replacements) {
      Partition partition = replacement.result().partition();
      Head head = view.heads().getOrDefault(partition, Head.none(partition));
      Content there = live.getOrDefault(partition, Content.EMPTY);
      if (!isSame(there, head.content()) && !isSame(there, replacement.result().content())) {
        findings.add(
            new Finding(
                ForeignRows.NAME,
                Severity.WARNING,
                partition.table(),
                partition.value(),
                there.rows(),
                ForeignRows.message(head, there.rows()),
                ForeignRows.FIX,
                false));
      }
    }
    return findings;
  }

  private static boolean isSame(Content one, Content other) {
    return one.fullChecksum().equals(other.fullChecksum());
  }
}
