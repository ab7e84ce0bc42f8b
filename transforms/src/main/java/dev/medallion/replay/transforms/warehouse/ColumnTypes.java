package dev.medallion.replay.transforms.warehouse;

import java.util.Optional;

/**
 * How a warehouse stores the columns of a model: the one place in each warehouse that maps types.
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
