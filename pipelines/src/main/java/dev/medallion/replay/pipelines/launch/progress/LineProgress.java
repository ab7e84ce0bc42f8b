package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;
import java.io.PrintStream;

/** A plain line when a stage begins, and every few seconds within it. */
final class LineProgress implements ProgressLine {
  private static final long EVERY_MILLIS = 5_000;

  private final PrintStream err;
  private String stage = "";
  private long lastMillis;

  LineProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void show(ProgressSnapshot now, long elapsedMillis) {
    boolean newStage = !now.stage().equals(stage);
    if (newStage || elapsedMillis - lastMillis >= EVERY_MILLIS) {
      stage = now.stage();
      lastMillis = elapsedMillis;
      err.println(ProgressText.of(now));
    }
  }

  @Override
  public void end() {
    err.flush();
  }
}
