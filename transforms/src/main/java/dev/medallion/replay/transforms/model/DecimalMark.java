package dev.medallion.replay.transforms.model;

/** How the texts of a number field mark where its fraction begins. */
public enum DecimalMark {
  /** As JSON does: {@code 1234.56}; a number that is a text is another type. */
  POINT,
  /** {@code 1.234,56}: points are between groups of three digits. */
  COMMA,
  /**
   * By a comma if there is one, and otherwise by a point: {@code 1.234,56}, {@code 18,00}, {@code
   * 50.00}; {@code 1.234} is less than 2.
   */
  EITHER
}
