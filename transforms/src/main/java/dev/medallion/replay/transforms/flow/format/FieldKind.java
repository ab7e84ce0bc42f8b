package dev.medallion.replay.transforms.flow.format;

/** What a record says that a value is. */
public enum FieldKind {
  STRING("string"),
  INTEGER("number"),
  FRACTION("number with a fraction or exponent"),
  BOOLEAN("boolean"),
  /** A text whose type only the contract knows, as in CSV. */
  UNTYPED("text"),
  NULL("null"),
  OBJECT("object"),
  ARRAY("array");

  private final String label;

  FieldKind(String label) {
    this.label = label;
  }

  public boolean isScalar() {
    return this != OBJECT && this != ARRAY;
  }

  /** Whether it is written as a text, whatever it means. */
  public boolean isText() {
    return this == STRING || this == UNTYPED;
  }

  /** As drift and messages name it. */
  public String label() {
    return label;
  }
}
