package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.Collection;
import java.util.Optional;

/** What the rows that a rollback would restore were computed from. */
final class RestoredInputs {
  private final JournalView view;

  RestoredInputs(JournalView view) {
    this.view = view;
  }

  /**
   * The partition that the restored rows show as it is no longer, although it stays; empty where
   * there is none.
   *
   * @param staying partitions that the rollback leaves as they are
   */
  Optional<Partition> outdated(JournalChange change, Collection<Partition> staying) {
    return change
        .replaced()
        .flatMap(to -> staying.stream().filter(p -> showsOther(to, p)).findFirst());
  }

  private boolean showsOther(Head restored, Partition staying) {
    String slice = RecordedInputs.slice(staying.table());
    String now = RecordedInputs.of(head(staying).content());
    return differs(restored, staying.toString(), now)
        || differs(restored, slice, head(restored.partition()).inputs().getOrDefault(slice, ""));
  }

  private static boolean differs(Head restored, String input, String now) {
    return restored.inputs().containsKey(input) && !restored.inputs().get(input).equals(now);
  }

  /** Whether the rows that are published now were computed from what a change takes back. */
  boolean showsNow(Partition partition, JournalChange change) {
    Partition input = change.line().partition();
    return head(partition).inputs().containsKey(input.toString())
        || head(partition).inputs().containsKey(RecordedInputs.slice(input.table()));
  }

  private Head head(Partition partition) {
    return Optional.ofNullable(view.heads().get(partition)).orElse(Head.none(partition));
  }
}
