package dev.medallion.replay.transforms.flow.decode;

/**
 * Reads {@code -12.5} as the number of units of a decimal's last digit: the shape of nearly every
 * JSON number. Anything else is left to {@link Converter}'s slow way.
 */
final class PlainDecimal {
  /** Not of this shape, or it does not fit: the slow way says which. */
  static final long OTHER = Long.MIN_VALUE;

  /** As many digits always fit a long. */
  private static final int MOST_DIGITS = 18;

  private PlainDecimal() {}

  /**
   * The unscaled value, exactly, or {@link #OTHER}.
   *
   * @param text a number as JSON writes it
   */
  static long unscaled(String text, int precision, int scale) {
    int length = text.length();
    int i = length > 0 && text.charAt(0) == '-' ? 1 : 0;
    boolean negative = i == 1;
    long value = 0;
    int digits = 0;
    int fraction = -1;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        digits += value == 0 ? 0 : 1;
        fraction += fraction < 0 ? 0 : 1;
      } else if (c == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return OTHER;
      }
      if (digits > MOST_DIGITS) {
        return OTHER;
      }
    }
    int missing = scale - Math.max(fraction, 0);
    if (missing < 0 || digits + missing > Math.min(precision, MOST_DIGITS)) {
      return OTHER;
    }
    for (; missing > 0; missing--) {
      value *= 10;
    }
    return negative ? -value : value;
  }
}
