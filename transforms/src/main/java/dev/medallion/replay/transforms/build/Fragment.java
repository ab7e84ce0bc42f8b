package dev.medallion.replay.transforms.build;

import java.io.Serializable;
import java.util.SortedMap;

/**
 * One shard's rows of one table, as a Parquet file sorted by partition.
 *
 * <p>A file of rows that replace may hold crossing ones as well: those have no {@code _in_scope}.
 *
 * @param kind what the rows are
 * @param uri where it lies
 * @param digest hex SHA-256 of its bytes
 * @param rows by partition value
 */
public record Fragment(
    String table, Kind kind, String uri, String digest, SortedMap<String, Long> rows)
    implements Serializable {

  /** What a fragment's rows are. */
  public enum Kind {
    /** Rows of the partitions that the run replaces. */
    REPLACING,
    /**
     * Rows of partitions outside the scope, whose entity has another version inside: it crosses the
     * window's edge.
     */
    CROSSING
  }
}
