package dev.medallion.replay.transforms.engine;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The instances of DuckDB in this process that no session uses at the moment. A run opens dozens of
 * sessions; starting and stopping an instance takes several times as long as a session in one that
 * is there.
 */
final class IdleInstances {
  private static final Deque<DuckDbInstance> IDLE = new ArrayDeque<>();

  private IdleInstances() {}

  /** One with these settings, kept or new. */
  static DuckDbInstance take(SessionSettings settings) {
    synchronized (IDLE) {
      for (Iterator<DuckDbInstance> idle = IDLE.iterator(); idle.hasNext(); ) {
        DuckDbInstance instance = idle.next();
        if (instance.settings().equals(settings)) {
          idle.remove();
          return instance;
        }
      }
    }
    return DuckDbInstance.open(settings);
  }

  /** Keeps it for the next session, and closes the one that was idle longest if there are many. */
  static void giveBack(DuckDbInstance instance) throws SQLException {
    // An idle one holds next to no memory.
    DuckDbInstance tooMany;
    synchronized (IDLE) {
      IDLE.addFirst(instance);
      tooMany = IDLE.size() > MemoryBudget.SLOTS ? IDLE.removeLast() : null;
    }
    if (tooMany != null) {
      tooMany.close();
    }
  }
}
