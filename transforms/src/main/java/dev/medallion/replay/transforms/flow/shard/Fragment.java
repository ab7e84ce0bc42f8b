package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.io.Serializable;
import java.util.SortedMap;

/**
 * One shard's rows of one table or ledger, as a Parquet file sorted by partition.
 *
 * @param table the table, or the entity whose ledger it is
 * @param kind what the rows are
 * @param uri where it lies
 * @param digest hex SHA-256 of its bytes
 * @param rows by partition value
 */
public record Fragment(
    String table, Kind kind, String uri, String digest, SortedMap<String, Long> rows)
    implements Serializable {

  /** Of a file that is whole, and becomes an object now. */
  static Fragment of(String table, Kind kind, Outgoing file, SortedMap<String, Long> rows) {
    String digest = file.digest();
    file.store();
    return new Fragment(table, kind, file.uri(), digest, rows);
  }

  /** What a fragment's rows are. */
  public enum Kind {
    /** Rows of the partitions that the run replaces. */
    REPLACING,
    /** Records of versions that enter no partition of the run, for audits: {@link VersionRole}. */
    OUTSIDE,
    /** Where the parts of those versions lie: source, object, position, day, role. */
    PARTS_OUTSIDE,
    /** Where versions lie that lack a part that they need: source, object, position. */
    INCOMPLETE
  }
}
