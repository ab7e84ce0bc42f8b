package dev.medallion.replay.transforms.engine;

import java.util.concurrent.Semaphore;

/**
 * The process-wide budget of DuckDB's native memory: however many threads a runner starts, no more
 * sessions are open at once than the budget holds.
 *
 * <p>A session has an equal share for each core, but not less than {@link #LEAST_BYTES}: on a
 * machine of many cores fewer sessions work at a time, rather than all of them with too little.
 */
public final class MemoryBudget {
  /**
   * What a session has at least, if the whole budget holds it. Ranking the versions of a shard
   * needs several times the bytes of its events, also when it spills.
   */
  private static final long LEAST_BYTES = 256L << 20;

  /** How many sessions work at once, at most. */
  static final int SLOTS = Math.max(1, Runtime.getRuntime().availableProcessors());

  private static final Semaphore FREE = new Semaphore(SLOTS, true);

  private MemoryBudget() {}

  /** A session that waits for its share of the budget, and gives it back when closed. */
  public static Lent open(SessionSettings total) {
    int slots = slots(total.memoryBytes(), SLOTS);
    FREE.acquireUninterruptibly(slots);
    boolean opened = false;
    try {
      Lent lent =
          new Lent(
              DuckDbSession.open(
                  new SessionSettings(
                      total.zone(), bytesOfOne(total), total.spillDir(), total.readable())),
              slots);
      opened = true;
      return lent;
    } finally {
      if (!opened) {
        FREE.release(slots);
      }
    }
  }

  /** The memory that one session of a budget has. */
  public static long bytesOfOne(SessionSettings total) {
    return total.memoryBytes() / SLOTS * slots(total.memoryBytes(), SLOTS);
  }

  /** How many equal shares of a budget one session takes. */
  static int slots(long totalBytes, int all) {
    long share = Math.max(1, totalBytes / all);
    return (int) Math.min(all, (LEAST_BYTES + share - 1) / share);
  }

  /** A session on loan. */
  public static final class Lent implements AutoCloseable {
    private final DuckDbSession session;
    private final int slots;

    private Lent(DuckDbSession session, int slots) {
      this.session = session;
      this.slots = slots;
    }

    public DuckDbSession session() {
      return session;
    }

    @Override
    public void close() {
      try {
        session.close();
      } finally {
        FREE.release(slots);
      }
    }
  }
}
