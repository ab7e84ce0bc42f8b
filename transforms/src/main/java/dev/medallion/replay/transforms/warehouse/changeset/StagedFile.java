package dev.medallion.replay.transforms.warehouse.changeset;

import java.io.Serializable;

/**
 * A Parquet file of one partition's rows.
 *
 * @param uri where it lies
 * @param digest hex SHA-256 of its bytes
 */
public record StagedFile(String uri, String digest, long rows, long bytes) implements Serializable {

  /** The same bytes elsewhere. */
  public StagedFile at(String otherUri) {
    return new StagedFile(otherUri, digest, rows, bytes);
  }
}
