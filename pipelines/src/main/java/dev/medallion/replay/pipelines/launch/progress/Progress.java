package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.transforms.run.completion.Completions;
import java.io.PrintStream;

/** Shows that a run is alive, until it is closed. */
public interface Progress extends AutoCloseable {
  /** Shows nothing. */
  Progress OFF = new NoProgress();

  /**
   * Shows from now on the progress of this run; of one that does several graphs, each in turn.
   *
   * @param completions the records that its workers leave
   */
  void follow(Completions completions);

  @Override
  void close();

  /**
   * Starts to show the progress of a run.
   *
   * @param terminal whether the stream is one, so that a line can be rewritten
   */
  static Progress of(ProgressStyle style, PrintStream err, boolean terminal) {
    return switch (style) {
      case OFF -> OFF;
      case LINE -> new PolledProgress(new LineProgress(err));
      case AUTO -> new PolledProgress(terminal ? new TerminalProgress(err) : new LineProgress(err));
    };
  }
}
