package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where records depart from their contract without being bad, counted by path.
 *
 * <p>Merging is order-free. Not thread-safe.
 */
public final class Drift implements Serializable {
  private static final long serialVersionUID = 1;

  @JsonIgnore private final TreeMap<Key, Long> counts = new TreeMap<>();

  public Drift() {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Drift(List<Entry> entries) {
    entries.forEach(e -> add(e.key(), e.count()));
  }

  /** As completion records hold it. */
  @JsonValue
  List<Entry> entries() {
    return counts.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
  }

  /** A count, by itself. */
  record Entry(Key key, long count) {}

  /** How a record departs. */
  public enum Kind {
    /** A path that neither the contract nor what it ignores knows; the topmost such. */
    NEW,
    /** A path of the contract that is absent from a record, whether required or not. */
    MISSING,
    /** A value of another kind than the contract's, converted or dead. */
    RETYPED
  }

  /**
   * What is counted.
   *
   * @param path a JSON pointer; {@code *} stands for a list's elements
   * @param types of {@link Kind#RETYPED}: {@code number -> string}; otherwise empty
   */
  public record Key(String entity, Kind kind, String path, String types)
      implements Serializable, Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::entity)
            .thenComparing(Key::kind)
            .thenComparing(Key::path)
            .thenComparing(Key::types);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  void add(Key key, long count) {
    counts.merge(key, count, Long::sum);
  }

  void clear() {
    counts.clear();
  }

  /** Adds another's counts to these. */
  public void merge(Drift other) {
    other.counts.forEach(this::add);
  }

  /** Records by what departs in them. */
  public SortedMap<Key, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Drift that && counts.equals(that.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
