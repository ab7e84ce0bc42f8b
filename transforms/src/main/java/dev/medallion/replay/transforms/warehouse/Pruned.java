package dev.medallion.replay.transforms.warehouse;

/**
 * Kept files that were deleted.
 *
 * @param bytes of them together
 */
public record Pruned(int files, long bytes) {}
