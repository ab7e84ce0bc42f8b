package dev.medallion.replay.pipelines.launch.progress;

import dev.medallion.replay.transforms.run.completion.Completions;

/** Shows nothing, and looks at nothing. */
final class NoProgress implements Progress {
  @Override
  public void follow(Completions completions) {}

  @Override
  public void close() {}
}
