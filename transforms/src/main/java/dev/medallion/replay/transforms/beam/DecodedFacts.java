package dev.medallion.replay.transforms.beam;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Facts that this process has unpacked, as long as there is memory for them.
 *
 * <p>A worker is handed a side input anew with every bundle. What 73,000 partitions came to takes
 * two seconds to unpack, and 126 MB: once a process, not once a unit of work.
 */
final class DecodedFacts {
  private static final Map<PackedFact, Kept> KNOWN = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Fact> GONE = new ReferenceQueue<>();

  private DecodedFacts() {}

  /**
   * The fact of these bytes.
   *
   * @param key of these bytes, and nothing else
   */
  static Fact of(PackedFact key, Function<PackedFact, Fact> unpack) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      Kept kept = (Kept) gone;
      KNOWN.remove(kept.key, kept);
    }
    Kept known = KNOWN.get(key);
    Fact fact = known == null ? null : known.get();
    if (fact == null) {
      fact = unpack.apply(key);
      KNOWN.put(key, new Kept(key, fact));
    }
    return fact;
  }

  private static final class Kept extends SoftReference<Fact> {
    private final PackedFact key;

    Kept(PackedFact key, Fact fact) {
      super(fact, GONE);
      this.key = key;
    }
  }
}
