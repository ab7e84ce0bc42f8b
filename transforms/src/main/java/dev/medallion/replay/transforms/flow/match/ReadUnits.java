package dev.medallion.replay.transforms.flow.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Packs objects into read units. */
final class ReadUnits {
  /** What opening an object costs, in bytes read: keeps units of tiny objects small. */
  private static final long OPEN_COST_BYTES = 4096;

  private ReadUnits() {}

  /**
   * Units of about the target size, the same whatever the order of the objects. An object is never
   * split; units do not mix sources.
   */
  static List<ReadUnit> pack(Collection<ObjectRef> objects, long targetBytes) {
    List<ObjectRef> sorted = new ArrayList<>(objects);
    sorted.sort(
        Comparator.comparing(ObjectRef::source)
            .thenComparing(ObjectRef::path)
            .thenComparing(ObjectRef::generation));
    List<ReadUnit> units = new ArrayList<>();
    List<ObjectRef> open = new ArrayList<>();
    long openBytes = 0;
    for (ObjectRef object : sorted) {
      long cost = object.bytes() + OPEN_COST_BYTES;
      boolean otherSource = !open.isEmpty() && !open.get(0).source().equals(object.source());
      if (otherSource || (!open.isEmpty() && openBytes + cost > targetBytes)) {
        units.add(new ReadUnit(open.get(0).source(), List.copyOf(open)));
        open.clear();
        openBytes = 0;
      }
      open.add(object);
      openBytes += cost;
    }
    if (!open.isEmpty()) {
      units.add(new ReadUnit(open.get(0).source(), List.copyOf(open)));
    }
    return units;
  }
}
