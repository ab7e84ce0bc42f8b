/**
 * Reads objects: unpacks them, and hands each record, or its correction, to the decoder. Where a
 * record begins and ends is decided in {@code format}, what it means in {@code decode}.
 */
package dev.medallion.replay.transforms.flow.read;
