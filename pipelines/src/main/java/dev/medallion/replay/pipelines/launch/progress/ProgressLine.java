package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.progress.ProgressSnapshot;

/** Where progress is shown. */
interface ProgressLine {
  /**
   * Called a few times a second.
   *
   * @param elapsedMillis since the run began
   */
  void show(ProgressSnapshot now, long elapsedMillis);

  /** Called once, at the end. */
  void end();
}
