package dev.medallion.replay.transforms.flow.decode;

/**
 * A JSON value as it is handed to a converter.
 *
 * @param kind what JSON says it is
 * @param text of a string its content, of the others their literal
 */
record Scalar(Kind kind, String text) {
  enum Kind {
    STRING("string"),
    INTEGER("number"),
    FRACTION("number with a fraction or exponent"),
    BOOLEAN("boolean"),
    OBJECT("object"),
    ARRAY("array");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    boolean isScalar() {
      return this != OBJECT && this != ARRAY;
    }

    /** As drift and messages name it. */
    String label() {
      return label;
    }
  }
}
