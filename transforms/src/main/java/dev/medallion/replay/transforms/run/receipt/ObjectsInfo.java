package dev.medallion.replay.transforms.run.receipt;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * What was read.
 *
 * @param digest hex SHA-256 over the pinned objects (path, generation, size); empty: not listed yet
 */
public record ObjectsInfo(List<SourceObjects> sources, String digest) implements Serializable {
  public static final ObjectsInfo NONE = new ObjectsInfo(List.of(), "");

  /**
   * The objects of one source: {@code listed = read + unreadable + skipped}.
   *
   * @param skipped by the rule that skipped them
   * @param bytes as stored, of the objects listed
   */
  public record SourceObjects(
      String source,
      long listed,
      long read,
      long unreadable,
      SortedMap<String, Long> skipped,
      long bytes)
      implements Serializable {

    /** Whether every object that was listed is accounted for. */
    public boolean balances() {
      return listed == read + unreadable + Totals.of(skipped);
    }
  }

  public long listed() {
    return sources.stream().mapToLong(SourceObjects::listed).sum();
  }

  public long bytes() {
    return sources.stream().mapToLong(SourceObjects::bytes).sum();
  }
}
