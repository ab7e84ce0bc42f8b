package dev.medallion.replay.pipelines;

import dev.medallion.replay.transforms.duckdb.Engine;

/**
 * Loads what a command is about to need while its command line and model are read: DuckDB's library
 * takes as long to unpack as both.
 */
final class WarmUp {
  private final Thread thread;

  private WarmUp(Command command) {
    thread = new Thread(() -> load(command), "warm-up");
    // What fails here fails again, and is told, where it is needed.
    thread.setUncaughtExceptionHandler((t, e) -> {});
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns at once. */
  static WarmUp begin(Command command) {
    return new WarmUp(command);
  }

  /** Waits: a process that ends meanwhile would leave the unpacked library behind. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load(Command command) {
    Engine.version();
    if (command.startsPipeline()) {
      CodeDigest.text();
    }
  }
}
