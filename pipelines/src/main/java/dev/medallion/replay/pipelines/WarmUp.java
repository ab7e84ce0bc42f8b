package dev.medallion.replay.pipelines;

import dev.medallion.replay.transforms.duckdb.Engine;

/**
 * Loads what every command is about to need while its command line and model are read: DuckDB's
 * library takes as long to unpack as both.
 */
final class WarmUp {
  private final Thread thread = new Thread(WarmUp::load, "warm-up");

  private WarmUp() {
    // What fails here fails again, and is told, where it is needed.
    thread.setUncaughtExceptionHandler((t, e) -> {});
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns at once. */
  static WarmUp begin() {
    return new WarmUp();
  }

  /** Waits: a process that ends meanwhile would leave the unpacked library behind. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load() {
    Engine.version();
    CodeDigest.text();
  }
}
