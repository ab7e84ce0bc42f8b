package dev.medallion.replay.transforms.duckdb;

import java.util.concurrent.Semaphore;

/**
 * The process-wide budget of DuckDB's native memory: however many threads a runner starts, no more
 * sessions are open at once than the budget holds.
 */
public final class MemoryBudget {
  private static final int SLOTS = Math.max(1, Runtime.getRuntime().availableProcessors());
  private static final Semaphore FREE = new Semaphore(SLOTS, true);

  private MemoryBudget() {}

  /** A session that waits for its share of the budget, and gives it back when closed. */
  public static Lent open(SessionSettings total) {
    FREE.acquireUninterruptibly();
    boolean opened = false;
    try {
      Lent lent =
          new Lent(
              DuckDbSession.open(
                  new SessionSettings(
                      total.zone(),
                      total.memoryBytes() / SLOTS,
                      total.workDir(),
                      total.readable())));
      opened = true;
      return lent;
    } finally {
      if (!opened) {
        FREE.release();
      }
    }
  }

  /** A session on loan. */
  public static final class Lent implements AutoCloseable {
    private final DuckDbSession session;

    private Lent(DuckDbSession session) {
      this.session = session;
    }

    public DuckDbSession session() {
      return session;
    }

    @Override
    public void close() {
      try {
        session.close();
      } finally {
        FREE.release();
      }
    }
  }
}
