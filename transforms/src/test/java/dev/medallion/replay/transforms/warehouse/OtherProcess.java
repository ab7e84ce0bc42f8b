package dev.medallion.replay.transforms.warehouse;

/** Lets a test play processes one after the other: whoever was one before counts as dead. */
public final class OtherProcess {
  /** Above all numbers that Linux gives to processes. */
  private static final long FIRST = 1L << 32;

  private OtherProcess() {}

  /**
   * From now on this is another process.
   *
   * @param number of the process, from 1
   */
  public static void begin(int number) {
    ProcessLiveness.goBy(FIRST + number);
  }

  /** From now on it is what it is. */
  public static void end() {
    ProcessLiveness.goBy(0);
  }
}
