package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.ByteScan;

/**
 * Looks through bytes for JSON objects that were written one after another, without a line end
 * between them. It looks at braces, brackets and strings alone: whether an object is good JSON is
 * decided by who reads it.
 *
 * <p>It may be given a text in pieces, and says the same of it however it is cut.
 */
final class JsonObjects {
  private static final int NO_OBJECT = 0;
  private static final int BEHIND_AN_OBJECT = 1;

  private int depth;
  private final JsonStrings strings = new JsonStrings();
  private boolean inArray;
  private int outside = NO_OBJECT;

  JsonObjects() {}

  /** Begins with another text. */
  void reset() {
    depth = 0;
    strings.reset();
    inArray = false;
    outside = NO_OBJECT;
  }

  /**
   * Whether a text may hold several objects: a brace closes in it, and behind it another opens. Of
   * nearly every record this says no, and much faster than {@link #next}.
   */
  static boolean maybeSeveral(byte[] bytes, int from, int end) {
    int i = ByteScan.indexOf((byte) '}', bytes, from, end);
    while (i < end) {
      int behind = i + 1;
      while (behind < end && isSpace(bytes[behind])) {
        behind++;
      }
      if (behind < end && bytes[behind] == '{') {
        return true;
      }
      i = ByteScan.indexOf((byte) '}', bytes, i + 1, end);
    }
    return false;
  }

  /**
   * Goes on to where an object begins with nothing but white space between it and an object before
   * it: there the text is to be cut.
   *
   * @return the offset of its brace, from which to go on with {@link #enter}; {@code end}: none
   */
  int next(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (depth == 0 && outside == BEHIND_AN_OBJECT && bytes[i] == '{') {
        return i;
      }
      step(bytes[i]);
    }
    return end;
  }

  /** Begins a new record, at the brace that {@link #next} came to. */
  void enter() {
    outside = NO_OBJECT;
  }

  /**
   * How many objects stand in a text side by side, whatever is between them, or in an array; one
   * that is not closed too. Braces without a name behind them are no object: a web page has some.
   */
  public static int count(byte[] bytes, int offset, int length) {
    JsonObjects scan = new JsonObjects();
    int objects = 0;
    for (int i = offset; i < offset + length; i++) {
      int events = scan.inArray ? 1 : 0;
      if (!scan.strings.isInside()
          && bytes[i] == '{'
          && scan.depth == events
          && isName(bytes, i + 1, offset + length)) {
        objects++;
      }
      scan.step(bytes[i]);
    }
    return objects;
  }

  private static boolean isName(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && isSpace(bytes[i])) {
      i++;
    }
    return i < end && bytes[i] == '"';
  }

  private void step(byte b) {
    if (strings.isInside()) {
      strings.pass(b);
      return;
    }
    switch (b) {
      case '"' -> {
        if (depth > 0) {
          strings.open();
        }
        outside = NO_OBJECT;
      }
      case '{', '[' -> {
        inArray = depth == 0 ? b == '[' : inArray;
        depth++;
      }
      case '}', ']' -> {
        boolean closed = depth == 1 && b == '}' && !inArray;
        depth = Math.max(0, depth - 1);
        inArray &= depth > 0;
        outside = closed ? BEHIND_AN_OBJECT : NO_OBJECT;
      }
      default -> {
        if (depth == 0 && !isSpace(b)) {
          outside = NO_OBJECT;
        }
      }
    }
  }

  /** White space of JSON, within a line. */
  static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
