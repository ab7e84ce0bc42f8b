package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.progress.ProgressCounters;

/** Reads a run's counters a few times a second, in its own thread. */
final class PolledProgress implements Progress {
  private static final long POLL_MILLIS = 200;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ProgressCounters counters;
  private final ProgressLine line;
  private final Thread thread;
  private final long startNanos = System.nanoTime();

  PolledProgress(String runId, ProgressLine line) {
    this.counters = ProgressCounters.listen(runId);
    this.line = line;
    this.thread = new Thread(this::poll, "progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void poll() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        show();
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed: the end of this thread.
    }
  }

  private void show() {
    line.show(counters.snapshot(), (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.end();
    counters.close();
  }
}
