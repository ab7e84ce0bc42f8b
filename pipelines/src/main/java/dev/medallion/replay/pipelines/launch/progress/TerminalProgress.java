package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;
import java.io.PrintStream;

/** One line that is rewritten in place and removed at the end. */
final class TerminalProgress implements ProgressLine {
  private static final int WIDTH = 110;

  private final PrintStream err;
  private int shown;

  TerminalProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void show(ProgressSnapshot now, long elapsedMillis) {
    String line = ProgressText.of(now) + " · " + elapsedMillis / 1000 + " s";
    line = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    err.flush();
    shown = line.length();
  }

  @Override
  public void end() {
    err.print("\r" + " ".repeat(shown) + "\r");
    err.flush();
  }
}
