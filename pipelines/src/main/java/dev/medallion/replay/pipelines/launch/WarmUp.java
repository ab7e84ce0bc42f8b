package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.engine.Engine;

/**
 * Loads what a command will need while its command line and model are read: unpacking DuckDB's
 * library takes as long as both.
 */
public final class WarmUp {
  private final Thread thread;

  private WarmUp(boolean pipeline) {
    thread = new Thread(() -> load(pipeline), "warm-up");
    // What fails here fails again, and is told, where it is needed.
    thread.setUncaughtExceptionHandler((t, e) -> {});
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns at once.
   *
   * @param pipeline whether the command starts one
   */
  public static WarmUp begin(boolean pipeline) {
    return new WarmUp(pipeline);
  }

  /** Waits: a process that ends meanwhile would leave the unpacked library behind. */
  public void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void load(boolean pipeline) {
    Engine.version();
    if (pipeline) {
      CodeDigest.text();
    }
  }
}
