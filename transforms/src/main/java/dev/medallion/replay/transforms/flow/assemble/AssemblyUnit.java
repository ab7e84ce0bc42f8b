package dev.medallion.replay.transforms.flow.assemble;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * Partitions of one table that are put together in one go.
 *
 * @param table the table
 * @param partitions their values, oldest first
 * @param fragments the shards' Parquet files of the table, and their digests; other partitions'
 *     rows may be in them
 * @param carried the published files of these partitions, and their digests, where rows of other
 *     scopes stay
 * @param inPart those of the partitions that hold only some scopes even then
 */
public record AssemblyUnit(
    String table,
    List<String> partitions,
    SortedMap<String, String> fragments,
    SortedMap<String, String> carried,
    List<String> inPart)
    implements Serializable {

  /** Names the unit within its run. */
  public String name() {
    return "assemble-" + table + "-" + partitions.get(0) + "-" + partitions.size();
  }
}
