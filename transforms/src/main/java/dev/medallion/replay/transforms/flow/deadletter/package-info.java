/**
 * Records that cannot be used: codes, and the files that keep them with their bytes. How one is
 * repaired is in {@code repair}.
 */
package dev.medallion.replay.transforms.flow.deadletter;
