package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds jobs to the rate of modifications that a partitioned table takes, if that is wanted.
 *
 * <p>Source: cloud.google.com/bigquery/quotas#partitioned_tables: 50 modifications per table every
 * 10 seconds.
 */
final class ModificationQuota {
  private static final int MOST = 50;
  private static final long WINDOW_MILLIS = 10_000;

  private final Map<String, Deque<Long>> times = new HashMap<>();
  private boolean enforced;

  synchronized void enforce(boolean wanted) {
    enforced = wanted;
    times.clear();
  }

  /** Counts a modification, or refuses it. */
  synchronized void count(String destination, long now) {
    if (!enforced) {
      return;
    }
    int dollar = destination.indexOf('$');
    String table = dollar < 0 ? destination : destination.substring(0, dollar);
    Deque<Long> last = times.computeIfAbsent(table, t -> new ArrayDeque<>());
    while (!last.isEmpty() && last.peekFirst() <= now - WINDOW_MILLIS) {
      last.removeFirst();
    }
    if (last.size() >= MOST) {
      throw ApiException.of(
          "rateLimitExceeded",
          "Exceeded rate limits: too many partition modifications for table " + table);
    }
    last.addLast(now);
  }
}
