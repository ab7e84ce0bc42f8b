package dev.medallion.replay.transforms.run.progress;

/** The progress of a run at one moment. */
public record ProgressSnapshot(
    String stage,
    long objectsListed,
    long objectsRead,
    long bytesRead,
    long recordsRead,
    long shardsBuilt,
    long partitionsBuilt) {
  /** Of a run that has left nothing yet. */
  public static final ProgressSnapshot STARTING =
      new ProgressSnapshot("starting", 0, 0, 0, 0, 0, 0);
}
