package dev.medallion.replay.transforms.warehouse.bigquery;

import java.time.Duration;

/** Waits a little longer each time. */
final class Pause {
  private static final Duration FIRST = Duration.ofMillis(40);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final double GROWTH = 1.6;

  private Duration next = FIRST;
  private Duration waited = Duration.ZERO;

  /** Waits. */
  void await() throws InterruptedException {
    Thread.sleep(next.toMillis());
    waited = waited.plus(next);
    Duration longer = Duration.ofMillis((long) (next.toMillis() * GROWTH));
    next = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }

  /** How long in all. */
  Duration waited() {
    return waited;
  }
}
