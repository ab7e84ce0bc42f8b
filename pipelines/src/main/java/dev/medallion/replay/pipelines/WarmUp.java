package dev.medallion.replay.pipelines;

import dev.medallion.replay.transforms.duckdb.Engine;

/**
 * Loads what every command is about to need while its command line and model are read: DuckDB's
 * library takes as long to unpack as both.
 */
final class WarmUp {
  private WarmUp() {}

  /** Begins, and returns at once. What fails here fails again, and is told, where it is needed. */
  static void begin() {
    Thread thread = new Thread(WarmUp::load, "warm-up");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> {});
    thread.start();
  }

  private static void load() {
    Engine.version();
    CodeDigest.text();
  }
}
