package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import java.time.LocalDate;
import java.util.SortedSet;

/**
 * The outcome of decoding a dead letter now, and its days.
 *
 * @param now {@code decodes}, {@code rejected} by a rule, or the code with which it fails again
 * @param message why it fails again; otherwise empty
 * @param days the business days to replay for it: its day now, its earlier days, or, if none is
 *     known, a day whose replay reads it
 */
public record Placement(DeadLetter letter, String now, String message, SortedSet<LocalDate> days) {
  static final String DECODES = "decodes";
  static final String REJECTED = "rejected";

  /** Whether it is bad still. */
  public boolean diesAgain() {
    return !now.equals(DECODES) && !now.equals(REJECTED);
  }
}
