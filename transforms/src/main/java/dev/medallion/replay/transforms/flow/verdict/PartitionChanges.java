package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.TableAudited;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.run.receipt.PartitionChange;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Action;
import dev.medallion.replay.transforms.run.receipt.PartitionChange.Diff;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a change set does to each partition, for a person to look at before it is done: tables in
 * the model's order, oldest partition first.
 */
public final class PartitionChanges {
  private PartitionChanges() {}

  static List<PartitionChange> of(
      AuditFacts facts, ChangeSet changes, Collection<TableAudited> audited) {
    Map<Partition, Diff> diffs = new HashMap<>();
    for (TableAudited table : audited) {
      table
          .diffs()
          .forEach(
              d ->
                  diffs.put(
                      new Partition(table.table(), d.partition()),
                      new Diff(d.added(), d.removed(), d.changed(), d.same())));
    }
    List<String> order = facts.publishedTables().stream().map(Table::qualifiedName).toList();
    return changes.replacements().stream()
        .filter(r -> !r.isOfLedger())
        .sorted(
            Comparator.comparingInt((Replacement r) -> order.indexOf(r.table()))
                .thenComparing(r -> r.result().partition().value()))
        .map(r -> of(facts, r, diffs))
        .toList();
  }

  private static PartitionChange of(
      AuditFacts facts, Replacement replacement, Map<Partition, Diff> diffs) {
    Partition partition = replacement.result().partition();
    return of(
        replacement,
        facts.catalog().published(partition).map(Head::content).orElse(Content.EMPTY),
        Optional.ofNullable(diffs.get(partition)));
  }

  /**
   * What a replacement would change.
   *
   * @param before what the partition holds
   * @param diff where the rows before are known
   */
  public static PartitionChange of(Replacement replacement, Content before, Optional<Diff> diff) {
    Content after = replacement.result().content();
    return new PartitionChange(
        replacement.table(),
        replacement.result().partition().value(),
        action(before, after),
        before.rows(),
        after.rows(),
        before.checksum(),
        after.checksum(),
        completeness(replacement),
        diff);
  }

  private static String completeness(Replacement replacement) {
    List<String> open = new ArrayList<>();
    replacement.completeness().openUntilDay().ifPresent(day -> open.add("open until " + day));
    List<String> awaited = RecordedInputs.awaitedInWords(replacement.result().inputs());
    if (!awaited.isEmpty()) {
      open.add("open, waits for " + String.join(", ", awaited));
    }
    return open.isEmpty() ? PartitionChange.COMPLETE : String.join("; ", open);
  }

  private static Action action(Content before, Content after) {
    if (before.rows() == after.rows() && before.fullChecksum().equals(after.fullChecksum())) {
      return Action.SKIPPED;
    }
    return after.rows() == 0 ? Action.EMPTIED : Action.REPLACED;
  }
}
