package dev.medallion.replay.transforms.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A type of a column, as DuckDB has it. */
public sealed interface DuckDbType {
  /** As DuckDB writes it. */
  String sql();

  /** One that has no parts, e.g. {@code VARCHAR}. */
  record Scalar(String sql) implements DuckDbType {}

  /** An exact number. */
  record Decimal(int precision, int scale) implements DuckDbType {
    @Override
    public String sql() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /** Named parts. */
  record Struct(List<Member> members) implements DuckDbType {
    @Override
    public String sql() {
      return members.stream()
          .map(m -> Sql.identifier(m.name()) + " " + m.type().sql())
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
  }

  /** Any number of elements. */
  record ListOf(DuckDbType element) implements DuckDbType {
    @Override
    public String sql() {
      return element.sql() + "[]";
    }
  }

  /** A part of a struct. */
  record Member(String name, DuckDbType type) {}

  /** Reads a type; empty for one that is not built of these. */
  static Optional<DuckDbType> parse(String text) {
    return new DuckDbTypeReader(text).read();
  }
}
