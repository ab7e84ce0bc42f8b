package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.transforms.duckdb.Column;
import java.util.List;

/**
 * What a query returned, as text.
 *
 * @param columns names and types
 * @param rows each in the columns' order; a null is {@link #NULL}
 * @param truncated there were more rows than asked for
 */
public record QueryResult(List<Column> columns, List<List<String>> rows, boolean truncated) {
  public static final String NULL = "NULL";
}
