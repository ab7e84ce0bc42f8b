package dev.medallion.replay.transforms.flow.audit;

import java.util.List;

/**
 * What an audit asks of a table's rows, where it looks at a share of the keys.
 *
 * @param by the columns whose values decide in which share a row lies; empty: all rows
 * @param select the columns wanted, beside the table's partition and scope; empty: all
 */
record Cut(List<String> by, List<String> select) {
  static final Cut WHOLE = new Cut(List.of(), List.of());

  static Cut by(List<String> columns) {
    return new Cut(columns, List.of());
  }
}
