package dev.medallion.replay.transforms.assemble;

import dev.medallion.replay.transforms.duckdb.Column;
import dev.medallion.replay.transforms.duckdb.Sql;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** SQL text that the builders of partitions share. */
final class Relations {
  private Relations() {}

  /** {@code CREATE TABLE name (columns)}, so that a relation without rows has its columns. */
  static String createEmpty(String name, List<Column> columns) {
    return columns.stream()
        .map(c -> Sql.identifier(c.name()) + " " + c.type())
        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
  }

  /** {@code column BETWEEN DATE '…' AND DATE '…'}. */
  static String isBetween(String column, LocalDate from, LocalDate to) {
    return Sql.identifier(column) + " BETWEEN DATE '" + from + "' AND DATE '" + to + "'";
  }
}
