package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.completion.Completions;
import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;
import dev.medallion.replay.transforms.run.progress.RunProgress;
import java.util.Optional;

/** Looks once a second at what the run's workers have left, in its own thread. */
final class PolledProgress implements Progress {
  private static final long POLL_MILLIS = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ProgressLine line;
  private final Thread thread;
  private final long startNanos = System.nanoTime();
  private volatile Optional<RunProgress> followed = Optional.empty();
  private volatile boolean closed;
  private ProgressSnapshot last = ProgressSnapshot.STARTING;

  PolledProgress(ProgressLine line) {
    this.line = line;
    this.thread = new Thread(this::poll, "progress");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void follow(Completions completions) {
    followed = Optional.of(new RunProgress(completions));
  }

  private void poll() {
    try {
      while (!closed) {
        look();
        line.show(last, (System.nanoTime() - startNanos) / NANOS_PER_MILLI);
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed: the end of this thread.
    }
  }

  private void look() {
    try {
      last = followed.map(RunProgress::look).orElse(last);
    } catch (RuntimeException e) {
      // It is only a display: the run itself says what is wrong with its staging.
    }
  }

  @Override
  public void close() {
    // What looks at storage may take the interrupt for its own.
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.end();
  }
}
