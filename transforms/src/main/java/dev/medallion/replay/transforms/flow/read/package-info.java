/**
 * Reads objects: unpacks them, finds their records, and hands each to the decoder. What a record
 * means is decided in {@code decode}.
 */
package dev.medallion.replay.transforms.flow.read;
