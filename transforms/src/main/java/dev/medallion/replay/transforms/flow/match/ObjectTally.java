package dev.medallion.replay.transforms.flow.match;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of many objects, in numbers. */
public final class ObjectTally {
  private final SortedMap<String, Long> rejected = new TreeMap<>();
  private long objects;
  private long unreadable;
  private long unpinned;
  private long records;
  private long dead;
  private long bytes;
  private long deadBytes;
  private long newestMicros = Long.MIN_VALUE;

  void add(ObjectOutcome outcome) {
    objects++;
    unreadable += outcome.unreadable() ? 1 : 0;
    unpinned += outcome.object().generation().isEmpty() ? 1 : 0;
    records += outcome.records();
    dead += outcome.dead();
    bytes += outcome.weight().bytes();
    deadBytes += outcome.weight().deadBytes();
    newestMicros = Math.max(newestMicros, outcome.newestMicros());
    outcome.rejected().forEach((rule, count) -> rejected.merge(rule, count, Long::sum));
  }

  void add(ObjectTally other) {
    objects += other.objects;
    unreadable += other.unreadable;
    unpinned += other.unpinned;
    records += other.records;
    dead += other.dead;
    bytes += other.bytes;
    deadBytes += other.deadBytes;
    newestMicros = Math.max(newestMicros, other.newestMicros);
    other.rejected.forEach((rule, count) -> rejected.merge(rule, count, Long::sum));
  }

  public long objects() {
    return objects;
  }

  /** How many could not be read to their end. */
  public long unreadable() {
    return unreadable;
  }

  /** How many of these could not even be pinned. */
  public long unpinned() {
    return unpinned;
  }

  /** How many records they hold, dead ones included. */
  public long records() {
    return records;
  }

  /** How many of the records are dead letters. */
  public long dead() {
    return dead;
  }

  /** Bytes of all records, unpacked. */
  public long bytes() {
    return bytes;
  }

  /** Bytes of the records that are dead letters. */
  public long deadBytes() {
    return deadBytes;
  }

  /** Rule to how many records it rejected. */
  public SortedMap<String, Long> rejected() {
    return new TreeMap<>(rejected);
  }

  /** The newest version's time, in microseconds since 1970, where a version has one. */
  public OptionalLong newest() {
    return newestMicros == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(newestMicros);
  }
}
