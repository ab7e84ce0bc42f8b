package dev.medallion.replay.transforms.warehouse;

import java.util.List;

/** The dead letters that are published, and those that a run brings. */
public interface DeadLetters {
  /**
   * The days on which a change would replace other dead letters than it brings, published after a
   * run.
   *
   * @param run its number in the journal
   */
  List<Changed> changedSince(DeadLetterChange change, long run);

  /**
   * Dead letters of one day that were published since.
   *
   * @param runId the run that published them
   */
  record Changed(DeadLetterUnit unit, String runId) {}

  /** The days of the dead letters that a change brings. */
  List<DeadLetterUnit> units(DeadLetterChange change);
}
