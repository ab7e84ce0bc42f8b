package dev.medallion.replay.transforms.warehouse.changeset;

import dev.medallion.replay.transforms.storage.kinds.Outgoing;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Parquet file of one partition's rows.
 *
 * @param uri where it lies
 * @param digest hex SHA-256 of its bytes
 */
public record StagedFile(String uri, String digest, long rows, long bytes) implements Serializable {

  /** Of a file that is whole, and becomes an object now. */
  public static StagedFile of(Outgoing file, long rows) {
    StagedFile staged = new StagedFile(file.uri(), file.digest(), rows, file.bytes());
    file.store();
    return staged;
  }

  /** The digests of files, by their addresses, in their order. */
  public static Map<String, String> digests(Collection<StagedFile> files) {
    Map<String, String> digests = new LinkedHashMap<>();
    files.forEach(f -> digests.put(f.uri(), f.digest()));
    return digests;
  }

  /** The same bytes elsewhere. */
  public StagedFile at(String otherUri) {
    return new StagedFile(otherUri, digest, rows, bytes);
  }
}
