package dev.medallion.replay.transforms.warehouse.bigquery;

import dev.medallion.replay.transforms.engine.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A type of a model's column, which is one of DuckDB's. */
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
