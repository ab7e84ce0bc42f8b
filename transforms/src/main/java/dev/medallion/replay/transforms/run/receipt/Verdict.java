package dev.medallion.replay.transforms.run.receipt;

/** How a run ended, and the process's exit code. */
public enum Verdict {
  /** Everything that was asked for is published, or would be. */
  GOOD(0),
  /** An audit blocked: nothing is published. */
  BLOCKED(3),
  /** Somebody else holds the lease, or published in between: nothing is published. */
  CONFLICT(4),
  /** Records were lost or doubled on the way: nothing is published. */
  UNBALANCED(5),
  /** Something broke. */
  FAILED(1),
  /** The run has not ended, or crashed. */
  RUNNING(1);

  private final int exitCode;

  Verdict(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
