package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.options.settings.ProgressStyle;
import java.io.PrintStream;

/** Shows that a run is alive, until it is closed. */
public interface Progress extends AutoCloseable {
  @Override
  void close();

  /**
   * Starts to show the progress of a run.
   *
   * @param terminal whether the stream is one, so that a line can be rewritten
   */
  static Progress of(ProgressStyle style, String runId, PrintStream err, boolean terminal) {
    return switch (style) {
      case OFF -> () -> {};
      case LINE -> new PolledProgress(runId, new LineProgress(err));
      case AUTO ->
          new PolledProgress(runId, terminal ? new TerminalProgress(err) : new LineProgress(err));
    };
  }
}
