package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.window.Partition;

/**
 * What a publication does to one partition. It is decided once, with the intent, so that every
 * process that carries it out does the same.
 *
 * @param version of the partition's head afterwards
 * @param firstAttempt the number of its first job; those before were used up by a publication that
 *     was abandoned
 */
record Step(Partition partition, Action action, int version, int firstAttempt) {
  /** What is done. */
  public enum Action {
    /** A job loads its files. */
    LOAD,
    /** A job takes all its rows away. */
    EMPTY,
    /** Its rows are there already, written by another hand: it gets a head, and no job. */
    ADOPT,
    /** Its rows and its head are there already: the head learns something, and no job runs. */
    LEARN
  }

  /** Whether a job carries it out. */
  boolean needsJob() {
    return action == Action.LOAD || action == Action.EMPTY;
  }
}
