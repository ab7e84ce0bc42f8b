package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.transforms.engine.Sql;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;

/**
 * Which keys a partition's slice asks for: a Bloom filter, small enough to be recorded in a head.
 * It may hold a key that was never put in, and holds every key that was.
 */
final class KeyFilter {
  /** One key in a thousand is held though it was never put in. */
  private static final int BITS_PER_KEY = 16;

  /** 8 KB; with more than some 10,000 keys the filter holds ever more that were never put in. */
  private static final int MOST_BITS = 1 << 16;

  private static final int FEWEST_BITS = 64;
  private static final int MOST_PROBES = 7;

  private final BitSet bits;
  private final int size;
  private final int probes;

  private KeyFilter(BitSet bits, int size, int probes) {
    this.bits = bits;
    this.size = size;
    this.probes = probes;
  }

  /** SQL: a number of 63 bits that stands for a value; null for null. */
  static String hash(String value) {
    return "CAST(md5_number_lower(CAST(" + Sql.identifier(value) + " AS VARCHAR)) >> 1 AS BIGINT)";
  }

  /**
   * A filter.
   *
   * @param keys as {@link #hash} gives them
   */
  static KeyFilter of(Collection<Long> keys) {
    int size = FEWEST_BITS;
    while (size < MOST_BITS && size < (long) keys.size() * BITS_PER_KEY) {
      size *= 2;
    }
    long perKey = size / Math.max(1, keys.size());
    int probes = (int) Math.max(1, Math.min(MOST_PROBES, perKey * 7 / 10));
    KeyFilter filter = new KeyFilter(new BitSet(size), size, probes);
    keys.forEach(filter::put);
    return filter;
  }

  private void put(long key) {
    for (int probe = 0; probe < probes; probe++) {
      bits.set(place(key, probe));
    }
  }

  boolean mayHold(long key) {
    for (int probe = 0; probe < probes; probe++) {
      if (!bits.get(place(key, probe))) {
        return false;
      }
    }
    return true;
  }

  /** The two halves of the hash make as many as it takes. */
  private int place(long key, int probe) {
    return (int) (((key >>> 32) + probe * (key & 0x7fffffffL)) & (size - 1));
  }

  /** {@code <probes>:<bits>:<Base64>}. */
  String text() {
    return probes + ":" + size + ":" + Base64.getEncoder().encodeToString(bits.toByteArray());
  }

  /** Reads what {@link #text} wrote; empty: it is no such text. */
  static Optional<KeyFilter> read(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeyFilter(
              BitSet.valueOf(Base64.getDecoder().decode(parts[2])),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[0])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
