package dev.medallion.replay.pipelines.launch;

/** Does a replay. Commands know only this. */
public interface Replayer {
  /**
   * Replays. What blocks or conflicts is a verdict in the result; an exception is a bug, a broken
   * machine or a wrong model.
   */
  ReplayResult replay(ReplayRequest request) throws Exception;
}
