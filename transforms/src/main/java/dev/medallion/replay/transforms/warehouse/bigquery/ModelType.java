package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.transforms.engine.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type of a model's column, which is one of DuckDB's; or one that somebody else's column has in
 * BigQuery, and that no type of DuckDB stands for.
 */
sealed interface ModelType {
  /** As DuckDB writes it. */
  String sql();

  /** One that has no parts, e.g. {@code VARCHAR}. */
  record Scalar(String sql) implements ModelType {}

  /** An exact number. */
  record Decimal(int precision, int scale) implements ModelType {
    @Override
    public String sql() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /**
   * A type of BigQuery by its own name, e.g. {@code JSON}. It is written {@code BIGQUERY JSON}, as
   * DuckDB has types of the same names.
   */
  record InBigQuery(String name) implements ModelType {
    /** What its text begins with. */
    static final String PREFIX = "BIGQUERY ";

    @Override
    public String sql() {
      return PREFIX + name;
    }
  }

  /** Named parts. */
  record Struct(List<Member> members) implements ModelType {
    @Override
    public String sql() {
      return members.stream()
          .map(m -> Sql.identifier(m.name()) + " " + m.type().sql())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  /** Any number of elements. */
  record ListOf(ModelType element) implements ModelType {
    @Override
    public String sql() {
      return element.sql() + "[]";
    }
  }

  /** A part of a struct. */
  record Member(String name, ModelType type) {}

  /** Reads a type; empty for one that is not built of these. */
  static Optional<ModelType> parse(String text) {
    return new ModelTypeReader(text).read();
  }
}
