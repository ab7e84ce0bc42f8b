package dev.medallion.replay.bigqueryserver.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type in which DuckDB keeps a column.
 *
 * <p>A BIGNUMERIC has 76 digits and DuckDB's decimals have 38: one that declares no digits takes
 * the scale of what is loaded into it ({@code seen}), and what needs more than 38 digits is refused
 * by DuckDB's cast.
 */
public final class StoredTypes {
  private static final int MOST_DIGITS = 38;

  private StoredTypes() {}

  public static StoredType of(Field field, Optional<StoredType> seen) {
    if (!field.repeated()) {
      return ofElement(field, seen);
    }
    return new StoredType.ListOf(
        ofElement(field, seen.map(s -> s instanceof StoredType.ListOf list ? list.element() : s)));
  }

  private static StoredType ofElement(Field field, Optional<StoredType> seen) {
    return switch (field.type()) {
      case RECORD -> new StoredType.Struct(fields(field, seen));
      case NUMERIC, BIGNUMERIC -> decimal(field, seen);
      default -> new StoredType.Plain(field.type().stored());
    };
  }

  private static List<Map.Entry<String, StoredType>> fields(
      Field field, Optional<StoredType> seen) {
    return field.fields().stream()
        .map(f -> Map.entry(f.name(), of(f, seen.flatMap(s -> member(s, f.name())))))
        .toList();
  }

  /** A field of a struct. */
  public static Optional<StoredType> member(StoredType type, String name) {
    if (!(type instanceof StoredType.Struct struct)) {
      return Optional.empty();
    }
    return struct.fields().stream()
        .filter(f -> f.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static StoredType decimal(Field field, Optional<StoredType> seen) {
    if (field.parameters().isPresent()) {
      Field.Digits digits = field.parameters().get();
      return new StoredType.Decimal(
          Math.min(MOST_DIGITS, digits.precision()), Math.min(MOST_DIGITS, digits.scale()));
    }
    if (field.type() == FieldType.BIGNUMERIC
        && seen.isPresent()
        && seen.get() instanceof StoredType.Decimal d) {
      return new StoredType.Decimal(MOST_DIGITS, d.scale());
    }
    return StoredType.parse(field.type().stored());
  }

  /** Of two types of one column, the one with the larger scale of each decimal. */
  public static StoredType finer(StoredType one, StoredType other) {
    if (one instanceof StoredType.Decimal a && other instanceof StoredType.Decimal b) {
      return a.scale() >= b.scale() ? a : b;
    }
    if (one instanceof StoredType.ListOf a && other instanceof StoredType.ListOf b) {
      return new StoredType.ListOf(finer(a.element(), b.element()));
    }
    if (one instanceof StoredType.Struct a && other instanceof StoredType.Struct) {
      return new StoredType.Struct(
          a.fields().stream()
              .map(
                  f ->
                      Map.entry(
                          f.getKey(),
                          member(other, f.getKey())
                              .map(o -> finer(f.getValue(), o))
                              .orElse(f.getValue())))
              .toList());
    }
    return one;
  }
}
