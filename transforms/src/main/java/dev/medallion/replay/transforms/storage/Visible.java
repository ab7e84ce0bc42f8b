package dev.medallion.replay.transforms.storage;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.message.Text;

/** Texts from outside, for messages: a name can hold line breaks, or turn the line around. */
final class Visible {
  private Visible() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\\') {
                shown.append("\\\\");
              } else if (Shown.isInvisible(c)) {
                shown.append(Text.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
