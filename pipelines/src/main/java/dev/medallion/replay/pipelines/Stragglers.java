package dev.medallion.replay.pipelines;

import java.time.Duration;
import java.util.List;

/**
 * What is still at work of a graph that failed: the DirectRunner tells of a failure at once, while
 * other steps go on to the end of their bundle. What they write must not come after what is put
 * away.
 */
final class Stragglers {
  /** As the DirectRunner names its threads, which end with what they are at. */
  private static final String WORKER = "direct-runner-worker";

  private Stragglers() {}

  /** Waits until they have ended, but not for long: a failure is to be told. */
  static void await(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    List<Thread> workers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith(WORKER))
            .toList();
    try {
      for (Thread worker : workers) {
        worker.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
