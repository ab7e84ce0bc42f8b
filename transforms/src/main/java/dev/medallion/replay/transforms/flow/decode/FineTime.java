package dev.medallion.replay.transforms.flow.decode;

/**
 * A timestamp that is finer than its column.
 *
 * @param micros since 1970
 * @param nanos beyond those, 1 to 999
 */
record FineTime(long micros, int nanos) {}
