package dev.medallion.replay.transforms.run.progress;

/** The progress of a run at one moment. */
public record ProgressSnapshot(
    String stage,
    long objectsListed,
    long objectsRead,
    long bytesRead,
    long recordsRead,
    long shardsBuilt,
    long partitionsBuilt,
    long partitionsPublished) {}
