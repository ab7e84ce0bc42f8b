package dev.medallion.replay.transforms.model;

/**
 * The one spelling of a code that people write in several ways ({@code normalize: alphanumeric}):
 * {@code Z316}, {@code z-316} and {@code z 316} are all {@code z316}.
 */
public final class Alphanumeric {
  private Alphanumeric() {}

  /** Its letters a to z, in lower case, and its digits 0 to 9; all other characters are dropped. */
  public static String of(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        kept.append((char) (c - 'A' + 'a'));
      } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
