package dev.medallion.replay.transforms.flow.decode;

/** Halves of surrogate pairs: Java's texts and JSON's escapes can hold one, no encoding can. */
final class Surrogates {
  private Surrogates() {}

  /** Whether a text holds half of a surrogate pair. */
  static boolean hasLone(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Whether a text of a JSON value, its escapes resolved, would hold half of a surrogate pair. */
  static boolean hasLoneEscape(String json) {
    boolean high = false;
    for (int i = 0; i < json.length(); i++) {
      int unit = -1;
      if (json.charAt(i) == '\\') {
        i++;
        if (json.charAt(i) == 'u') {
          unit = Integer.parseInt(json, i + 1, i + 5, 16);
          i += 4;
        }
      }
      boolean low = unit >= 0xdc00 && unit <= 0xdfff;
      if (high != low) {
        return true;
      }
      high = unit >= 0xd800 && unit <= 0xdbff;
    }
    return high;
  }
}
