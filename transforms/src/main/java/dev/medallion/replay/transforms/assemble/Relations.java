package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.transforms.duckdb.Sql;
import java.time.LocalDate;

/** SQL text that the builders of partitions share. */
final class Relations {
  private Relations() {}

  /** {@code column BETWEEN DATE '…' AND DATE '…'}. */
  static String isBetween(String column, LocalDate from, LocalDate to) {
    return Sql.identifier(column) + " BETWEEN DATE '" + from + "' AND DATE '" + to + "'";
  }
}
