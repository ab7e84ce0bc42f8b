package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * What would become of a dead letter now, and where it falls.
 *
 * @param now {@code decodes}, {@code rejected} by a rule, or the code with which it dies again
 * @param message why it dies again; otherwise empty
 * @param days the business days to be replayed for it: where it falls, where it fell before, or, if
 *     nothing tells, one whose replay reads it
 */
public record Placement(DeadLetter letter, String now, String message, SortedSet<LocalDate> days) {
  static final String DECODES = "decodes";
  static final String REJECTED = "rejected";

  /** Whether it is bad still. */
  public boolean diesAgain() {
    return !now.equals(DECODES) && !now.equals(REJECTED);
  }
}
