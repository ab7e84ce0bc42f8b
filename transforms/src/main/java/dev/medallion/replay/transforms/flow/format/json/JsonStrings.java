package dev.medallion.replay.transforms.flow.format.json;

/** Tells the strings of a JSON text from what is between them, byte by byte. */
final class JsonStrings {
  private boolean inside;
  private boolean escaped;

  void reset() {
    inside = false;
    escaped = false;
  }

  /** Whether the next byte is within a string. */
  boolean isInside() {
    return inside;
  }

  /** A quotation mark opens a string. */
  void open() {
    inside = true;
  }

  /** Goes past a byte within a string, which may close it. */
  void pass(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inside = false;
    }
  }
}
