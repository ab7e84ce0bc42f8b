package dev.medallion.replay.transforms.flow.assemble;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.engine.Sql;

/** SQL text that the builders of partitions share. */
final class Relations {
  private Relations() {}

  /** {@code column BETWEEN DATE '…' AND DATE '…'}. */
  static String isBetween(String column, DayRange days) {
    return Sql.identifier(column)
        + " BETWEEN DATE '"
        + days.from()
        + "' AND DATE '"
        + days.to()
        + "'";
  }
}
