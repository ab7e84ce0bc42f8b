package dev.medallion.replay.pipelines.suite.anymodel;

import java.time.LocalDate;
import java.util.List;

/** What a user does, or what happens to a lake and its warehouse. */
sealed interface Deed {
  /** Days, both inclusive. */
  record Window(LocalDate from, LocalDate to) {
    List<String> options() {
      return List.of("--from=" + from, "--to=" + to);
    }

    boolean holds(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }

    @Override
    public String toString() {
      return from + " to " + to;
    }
  }

  /**
   * A run; if it blocks since something moved, once more with what moved.
   *
   * @param id of the run
   * @param arrivals the window is one of arrival days
   * @param shards 0: worked out
   * @param tables that are published; empty: all
   */
  record Run(String id, Window window, boolean arrivals, int shards, boolean expand, String tables)
      implements Deed {}

  /** A plan that is kept. */
  record Plan(String id, Window window, int shards, boolean expand) implements Deed {}

  /** A kept plan is published, if it still can be. */
  record Apply(String plan, String id) implements Deed {}

  /** A run's dead letters are decoded anew. */
  record Redrive(String of, String id) implements Deed {}

  /** The dead letters of a run are corrected. */
  record Correct(String of, String id) implements Deed {}

  /** A run is taken back. */
  record Rollback(String of, String id) implements Deed {}

  /** Somebody writes into the warehouse. */
  record ByHand(String table, Hand hand) implements Deed {}

  /** What is written. */
  enum Hand {
    UPDATE,
    DELETE,
    INSERT
  }

  /** An object goes. */
  record Vanish(LakeObject object) implements Deed {}

  /** An object is there, but breaks off: it can't be read to its end any more. */
  record Spoil(LakeObject object) implements Deed {}

  /** An object that went, or that broke off, is back. */
  record Restore(LakeObject object) implements Deed {}

  /** An object has other content from now on. */
  record Change(LakeObject before, LakeObject after) implements Deed {}

  /**
   * A run that breaks right after a step, and is resumed or left where it is.
   *
   * @param step counted from 1
   */
  record Breaks(Run run, int step, boolean resumed) implements Deed {}
}
