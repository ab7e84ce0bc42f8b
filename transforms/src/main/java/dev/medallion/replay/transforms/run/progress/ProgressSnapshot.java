package dev.medallion.replay.transforms.run.progress;

/** What a run had done at one moment. */
public record ProgressSnapshot(
    String stage,
    long objectsListed,
    long objectsRead,
    long bytesRead,
    long recordsRead,
    long shardsBuilt,
    long partitionsBuilt,
    long partitionsPublished) {}
