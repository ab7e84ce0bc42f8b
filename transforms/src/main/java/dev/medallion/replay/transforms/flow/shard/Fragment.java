package dev.medallion.replay.transforms.flow.shard;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.Serializable;
import java.nio.file.Path;
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

  static Fragment of(String table, Kind kind, Path file, SortedMap<String, Long> rows) {
    return new Fragment(table, kind, file.toString(), Sha256.ofFile(file), rows);
  }

  /** What a fragment's rows are. */
  public enum Kind {
    /** Rows of the partitions that the run replaces. */
    REPLACING,
    /** Records of versions that enter no partition of the run, for audits: {@link VersionRole}. */
    OUTSIDE
  }
}
