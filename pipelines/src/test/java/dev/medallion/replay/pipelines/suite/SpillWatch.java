package dev.medallion.replay.pipelines.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks, while a replay works, for the files that DuckDB spills to; it takes them away itself. */
final class SpillWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 2;

  private final Path folder;
  private final Thread thread;
  private volatile boolean ended;
  private volatile long mostBytes;

  private SpillWatch(Path folder) {
    this.folder = folder;
    this.thread = new Thread(this::watch, "spill watch");
    thread.setDaemon(true);
  }

  static SpillWatch below(Path folder) {
    SpillWatch watch = new SpillWatch(folder);
    watch.thread.start();
    return watch;
  }

  /** The most bytes that stood in such files at one time, so far. */
  long mostBytes() {
    return mostBytes;
  }

  private void watch() {
    while (!ended) {
      mostBytes = Math.max(mostBytes, bytes());
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private long bytes() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      long bytes = 0;
      for (Path file :
          walk.filter(f -> f.getFileName().toString().startsWith("duckdb_temp")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException | UncheckedIOException e) {
      // A file went while it was looked at: the next look will do.
      return 0;
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
