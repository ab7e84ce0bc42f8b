package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.warehouse.KeyLookup;
import java.nio.file.Path;

/** Looks up published rows by key, for audits. */
@FunctionalInterface
public interface PublishedRows {
  /**
   * Writes the rows that hold one of the keys to a Parquet file, each with {@code _partition}.
   *
   * @return whether there is such a table; without one no file is written
   */
  boolean find(KeyLookup lookup, Path file);
}
