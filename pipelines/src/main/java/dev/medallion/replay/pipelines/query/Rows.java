package dev.medallion.replay.pipelines.query;

import java.util.List;
import java.util.Optional;

/**
 * What a query gave.
 *
 * @param more rows beyond the limit, that are not here
 */
record Rows(List<Column> columns, List<List<Optional<String>>> values, long more) {
  /**
   * One column.
   *
   * @param numeric its values stand to the right, and are bare in JSON
   */
  record Column(String name, boolean numeric, boolean logical) {}
}
