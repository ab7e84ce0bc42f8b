package dev.medallion.replay.options.message;

import java.util.stream.Collectors;

/**
 * Texts that may hold something from outside, for a person: an object's name can hold line breaks
 * that forge a line, and characters that do something to a terminal.
 */
public final class Shown {
  private static final int DOT = '\u00b7';

  private Shown() {}

  /** As one line; each invisible character is a dot. */
  public static String line(String text) {
    return text.codePoints().anyMatch(Shown::isInvisible) ? dotted(text) : text;
  }

  /** As lines, of which all but the first are indented, so that none is taken for another text. */
  public static String lines(String text) {
    return text.lines().map(Shown::line).collect(Collectors.joining("\n  "));
  }

  /** Whether nobody sees a character, or sees only what it does to others. */
  public static boolean isInvisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static String dotted(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(c -> isInvisible(c) ? DOT : c).forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
