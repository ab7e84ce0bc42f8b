package dev.medallion.replay.transforms.run.receipt;

import java.util.Map;

/** Adds up counts. */
final class Totals {
  private Totals() {}

  static long of(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
