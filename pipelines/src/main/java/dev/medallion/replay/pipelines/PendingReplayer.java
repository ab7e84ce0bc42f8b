package dev.medallion.replay.pipelines;

/** Stands where the pipeline will: takes any request and does none. */
final class PendingReplayer implements Replayer {
  @Override
  public ReplayResult replay(ReplayRequest request) {
    throw new UnsupportedOperationException("the pipeline is not here yet");
  }
}
