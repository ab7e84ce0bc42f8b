package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Packs a listing into read units, and works out how many shards each stream has. It goes over the
 * listing's parts twice, and of a large one holds no more than a part at a time.
 */
public final class ReadPlan {
  private static final long SMALLEST_UNIT_BYTES = 1 << 20;
  private static final long LARGEST_UNIT_BYTES = 32 << 20;

  /** Enough units to keep a machine's cores busy to the end. */
  private static final int UNITS_AT_LEAST = 16;

  /** So many are packed together: few objects lie in many parts, and want few units. */
  static final long PACKED_TOGETHER = 1_000_000;

  private static final int NAME_LENGTH = 16;

  private final Iterable<ObjectRefs> parts;
  private final ShardCounts shards;
  private final long packedTogether;
  private long objects;
  private long bytes;

  /**
   * A plan of a listing.
   *
   * @param askedShards this many of each stream; 0: by the bytes listed
   * @param parts the same at each pass, in any order
   */
  public ReadPlan(Model model, int askedShards, Iterable<ObjectRefs> parts) {
    this(model, askedShards, parts, PACKED_TOGETHER);
  }

  ReadPlan(Model model, int askedShards, Iterable<ObjectRefs> parts, long packedTogether) {
    this.parts = parts;
    this.packedTogether = packedTogether;
    ShardCounts.Counting counting = new ShardCounts.Counting(model);
    for (ObjectRefs part : parts) {
      for (ObjectRef object : part.objects()) {
        objects++;
        bytes += object.bytes();
        counting.add(object);
      }
    }
    this.shards = counting.counts(askedShards);
  }

  public ShardCounts shards() {
    return shards;
  }

  /** The units, each under a name that does not depend on the order of the parts. */
  public void forEach(BiConsumer<String, ReadUnit> out) {
    long target =
        Math.min(LARGEST_UNIT_BYTES, Math.max(SMALLEST_UNIT_BYTES, bytes / UNITS_AT_LEAST));
    if (objects <= packedTogether) {
      List<ObjectRef> all = new ArrayList<>();
      parts.forEach(part -> all.addAll(part.objects()));
      named("", ReadUnits.pack(all, target), out);
      return;
    }
    for (ObjectRefs part : parts) {
      List<ReadUnit> units = ReadUnits.pack(part.objects(), target);
      if (!units.isEmpty()) {
        ObjectRef first = units.get(0).objects().get(0);
        String name = Sha256.ofText(first.source() + "\n" + first.path());
        named(name.substring(0, NAME_LENGTH) + "-", units, out);
      }
    }
  }

  private static void named(String prefix, List<ReadUnit> units, BiConsumer<String, ReadUnit> out) {
    for (int i = 0; i < units.size(); i++) {
      out.accept(prefix + i, units.get(i));
    }
  }
}
