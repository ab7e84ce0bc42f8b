package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.MemoryBudget;
import dev.medallion.replay.transforms.engine.SessionSettings;

/** Into how many shares the keys of a table are split: nowhere else is this decided. */
public final class KeyShares {
  /** What an audit holds of a row, in DuckDB's memory and in what it spills: measured. */
  private static final long BYTES_A_ROW = 100;

  /**
   * How many times its memory a session may need before its keys are split: the rest is spilled.
   * Each share reads the table's files again, but at ten times its memory a session fails.
   */
  private static final long TIMES_MEMORY = 2;

  private KeyShares() {}

  /**
   * One for what a session can do at once, however little memory it has beside that.
   *
   * @param rows of the table that the run built
   */
  public static int count(long rows, SessionSettings session) {
    return count(rows, MemoryBudget.bytesOfOne(session));
  }

  static int count(long rows, long memoryBytes) {
    long rowsOfShare = Math.max(1, memoryBytes * TIMES_MEMORY / BYTES_A_ROW);
    return (int) Math.max(1, (rows + rowsOfShare - 1) / rowsOfShare);
  }
}
