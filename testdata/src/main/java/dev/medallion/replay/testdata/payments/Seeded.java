package dev.medallion.replay.testdata.payments;

import java.util.Locale;
import java.util.SplittableRandom;

/** Randomness that is a pure function of the seed and what it is for, whatever came before. */
record Seeded(long seed) {

  /** The generator of one thing. */
  SplittableRandom of(String kind, long day, long index) {
    long mixed = mix(seed ^ mix(kind.hashCode() ^ mix(day * 1_000_003L ^ mix(index + 17L))));
    return new SplittableRandom(mixed);
  }

  /** 24 hex digits for a thing that is one of a kind. */
  String hex24(String label) {
    SplittableRandom random = of(label, 0, 0);
    return hex12(random.nextLong(1L << 48)) + hex12(random.nextLong(1L << 48));
  }

  /** 24 hex digits that ascend with the index, so that a day's objects come out sorted by id. */
  String ascendingHex24(String kind, long day, int index, int count) {
    SplittableRandom random = of(kind, day, index);
    long width = (1L << 48) / count;
    return hex12(index * width + random.nextLong(width)) + hex12(random.nextLong(1L << 48));
  }

  /** Shaped like a version 4 UUID. */
  String uuid(String label) {
    String hex = hex24(label) + hex24(label + "'");
    return String.format(
        Locale.ROOT,
        "%s-%s-4%s-a%s-%s",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 15),
        hex.substring(15, 18),
        hex.substring(18, 30));
  }

  private static String hex12(long value) {
    String hex = Long.toHexString(value);
    return "000000000000".substring(hex.length()) + hex;
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
