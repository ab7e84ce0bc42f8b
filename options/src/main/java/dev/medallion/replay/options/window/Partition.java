package dev.medallion.replay.options.window;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One partition of one table: the unit that is computed, audited, published and rolled back.
 *
 * @param table the table's name within the model, e.g. {@code charges}
 * @param value the partition's value as {@link Grain} writes it, e.g. {@code 2026-02-03}
 */
public record Partition(String table, String value) implements Serializable, Comparable<Partition> {
  private static final Comparator<Partition> ORDER =
      Comparator.comparing(Partition::value).thenComparing(Partition::table);

  /** Oldest value first, then by table. */
  @Override
  public int compareTo(Partition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return table + "/" + value;
  }
}
