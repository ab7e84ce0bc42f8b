package dev.medallion.replay.pipelines.suite.anymodel;

/** What a schedule broke: the kind is the same for every schedule that breaks it. */
final class Broken extends Exception {
  private static final long serialVersionUID = 1L;

  /** What was promised. */
  enum Promise {
    /** A command ends with a verdict. */
    ENDS,
    /** What nothing speaks against goes through. */
    GOES_THROUGH,
    /** What did not publish changed nothing. */
    CHANGES_NOTHING,
    /** Records add up. */
    BALANCES,
    /** No key stands twice. */
    ONCE,
    /** Each row is one that a version of the lake gives. */
    TRUE_ROWS,
    /** Nothing published gets older, or goes, but for something newer. */
    NEVER_OLDER,
    /** An entity that leaves its day is on the one that it was read on, if that is published. */
    NEVER_LOST,
    /** Gold is what its SQL says of the published silver. */
    GOLD_OF_SILVER,
    /** A day that looks at another one which is not published yet is open. */
    WAITS,
    /** In the end the tables are as a plain reading says. */
    PLAIN,
    /** In the end the tables are as after one run of everything. */
    AT_ONCE,
    /** In the end the dead letters are. */
    DEAD_LETTERS
  }

  private final Promise promise;

  Broken(Promise promise, String what) {
    super(promise + ": " + what);
    this.promise = promise;
  }

  Promise promise() {
    return promise;
  }
}
