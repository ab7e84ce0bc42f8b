package dev.medallion.replay.transforms.warehouse;

import java.util.Optional;

/**
 * How a warehouse stores the columns of a model: of each warehouse the one place in which types are
 * mapped.
 */
@FunctionalInterface
public interface ColumnTypes {
  /**
   * The warehouse's own type.
   *
   * @param type as DuckDB writes it, e.g. {@code DECIMAL(18,2)}
   * @return empty: the warehouse can't store such a column
   */
  Optional<String> of(String type);
}
