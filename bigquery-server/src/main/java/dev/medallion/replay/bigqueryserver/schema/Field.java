package dev.medallion.replay.bigqueryserver.schema;

import java.util.List;
import java.util.Optional;

/**
 * A column, or a field of one.
 *
 * @param parameters of a NUMERIC or BIGNUMERIC that declares them, also of one whose declaration
 *     leaves them open
 */
public record Field(
    String name,
    FieldType type,
    Mode mode,
    List<Field> fields,
    Optional<Digits> parameters,
    Optional<String> description) {

  /** Precision and scale of a decimal. */
  public record Digits(int precision, int scale) {}

  public boolean repeated() {
    return mode == Mode.REPEATED;
  }

  public boolean required() {
    return mode == Mode.REQUIRED;
  }

  Field withMode(Mode other) {
    return new Field(name, type, other, fields, parameters, description);
  }

  /** As a column of a query's result, which is never REQUIRED and has no description. */
  Field ofResult(String otherName) {
    return new Field(
        otherName, type, repeated() ? mode : Mode.NULLABLE, fields, parameters, Optional.empty());
  }
}
