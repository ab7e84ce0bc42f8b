package dev.medallion.replay.transforms.model;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a table is kept and described in a warehouse, beside its columns and partitions. No row
 * depends on it.
 *
 * @param clusterBy columns by whose values rows are kept together, the most significant first; at
 *     most four. A warehouse that can't do so leaves them out
 * @param description of a row, for people; empty: the model gives none
 * @param columns column to its description; those that the model does not describe are not in it
 */
public record TableOptions(
    List<String> clusterBy, String description, SortedMap<String, String> columns)
    implements Serializable {
  /** Of a table of which the model says nothing. */
  public static final TableOptions NONE =
      new TableOptions(List.of(), "", Collections.emptySortedMap());

  public TableOptions {
    clusterBy = List.copyOf(clusterBy);
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }
}
