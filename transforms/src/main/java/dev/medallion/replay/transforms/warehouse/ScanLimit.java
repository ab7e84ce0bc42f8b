package dev.medallion.replay.transforms.warehouse;

import java.util.function.LongConsumer;

/**
 * How much a query may read, in a warehouse that charges for it.
 *
 * @param mostBytes beyond which it is not run
 * @param told what it would read, in bytes, before it is run or refused
 */
public record ScanLimit(long mostBytes, LongConsumer told) {
  /** Any amount. */
  public static final ScanLimit NONE = new ScanLimit(Long.MAX_VALUE, bytes -> {});
}
