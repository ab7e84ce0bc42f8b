package dev.medallion.replay.transforms.warehouse.bigquery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Keeps this process within the number of modifications that a table takes in a while. */
final class ModificationLimiter {
  private final int most;
  private final long windowNanos;
  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private final Map<String, Deque<Long>> byTable = new HashMap<>();

  /** Sleeps. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * @param most how many at once
   * @param window in which no more are let through
   */
  ModificationLimiter(int most, Duration window, LongSupplier nanos, Sleeper sleeper) {
    this.most = most;
    this.windowNanos = window.toNanos();
    this.nanos = nanos;
    this.sleeper = sleeper;
  }

  static ModificationLimiter ofClock() {
    return new ModificationLimiter(
        Quotas.OWN_MODIFICATIONS,
        Quotas.WINDOW,
        System::nanoTime,
        time -> Thread.sleep(time.toMillis() + 1));
  }

  /** Waits until a table may be modified once more. */
  void await(String table) throws InterruptedException {
    while (true) {
      long wait = take(table);
      if (wait <= 0) {
        return;
      }
      sleeper.sleep(Duration.ofNanos(wait));
    }
  }

  /**
   * @return how long to wait and ask again; 0: it may be modified now
   */
  private synchronized long take(String table) {
    Deque<Long> taken = byTable.computeIfAbsent(table, t -> new ArrayDeque<>());
    long now = nanos.getAsLong();
    while (!taken.isEmpty() && now - taken.getFirst() >= windowNanos) {
      taken.removeFirst();
    }
    if (taken.size() < most) {
      taken.addLast(now);
      return 0;
    }
    return windowNanos - (now - taken.getFirst());
  }
}
