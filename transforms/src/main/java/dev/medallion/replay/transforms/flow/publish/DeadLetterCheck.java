package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.DeadLetterUnit;
import dev.medallion.replay.transforms.warehouse.DeadLetters;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import java.util.List;

/** What keeps dead letters from being replaced. */
final class DeadLetterCheck {
  private final DeadLetterChange change;
  private final DeadLetters letters;

  DeadLetterCheck(DeadLetterChange change, DeadLetters letters) {
    this.change = change;
    this.letters = letters;
  }

  /**
   * Refuses a change whose units hold other dead letters than it brings, published by a run that
   * came after it was made: it would take them back.
   *
   * @param madeAfter the number of the newest run that the change knew
   */
  void requireUnchanged(long madeAfter) {
    if (madeAfter == ChangeSet.UNKNOWN || change.unitsRead().isEmpty()) {
      return;
    }
    for (DeadLetters.Changed changed : letters.changedSince(change, madeAfter)) {
      if (change.replaces(changed.unit())) {
        throw new ConflictException(
            "nothing was published: run "
                + changed.runId()
                + " has since published other dead letters of "
                + changed.unit()
                + "; run again against the current warehouse");
      }
    }
  }

  /** Those of another unit would stand there twice after the next run. */
  void requireListed() {
    List<String> others =
        letters.units(change).stream()
            .filter(unit -> !change.replaces(unit))
            .map(DeadLetterUnit::toString)
            .toList();
    if (!others.isEmpty()) {
      throw new WarehouseException(
          "nothing was published: the run has dead letters of "
              + String.join(", ", others)
              + ", but does not list these as fully read; this is a bug: keep the run's folder and"
              + " report it");
    }
  }
}
