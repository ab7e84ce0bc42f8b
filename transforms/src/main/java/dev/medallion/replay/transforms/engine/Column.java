package dev.medallion.replay.transforms.engine;

import java.io.Serializable;

/**
 * A column of a relation.
 *
 * @param type as DuckDB writes it, e.g. {@code DECIMAL(18,2)}
 */
public record Column(String name, String type) implements Serializable {

  /** Columns that begin with {@code _} say where a row comes from; they are no content. */
  public boolean isHidden() {
    return name.startsWith("_");
  }
}
