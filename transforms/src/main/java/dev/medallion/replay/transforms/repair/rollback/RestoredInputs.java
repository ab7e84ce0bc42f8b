package dev.medallion.replay.transforms.repair.rollback;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.JournalChange;
import dev.medallion.replay.transforms.warehouse.JournalView;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import java.util.List;
import java.util.Map;
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
   * @param staying partitions that the rollback leaves as they are, by the names of {@link #names}
   */
  Optional<Partition> outdated(JournalChange change, Map<String, Partition> staying) {
    return change
        .replaced()
        .flatMap(
            to ->
                to.inputs().keySet().stream()
                    .filter(staying::containsKey)
                    .map(staying::get)
                    .filter(p -> showsOther(to, p))
                    .findFirst());
  }

  /** By what names others record that they read a partition. */
  static List<String> names(Partition partition) {
    return List.of(partition.toString(), RecordedInputs.slice(partition.table()));
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
    return names(input).stream().anyMatch(name -> head(partition).inputs().containsKey(name));
  }

  private Head head(Partition partition) {
    return Optional.ofNullable(view.heads().get(partition)).orElse(Head.none(partition));
  }
}
