package dev.medallion.replay.transforms.flow.format.json;

import java.nio.charset.StandardCharsets;

/** A JSON value as it is written, without the white space between its tokens. */
final class CompactJson {
  private CompactJson() {}

  /** Of bytes that a parser has accepted. */
  static String of(byte[] bytes, int from, int end) {
    byte[] out = new byte[end - from];
    int n = 0;
    boolean inText = false;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (inText || (b != ' ' && b != '\t' && b != '\n' && b != '\r')) {
        out[n++] = b;
      }
      if (b == '"') {
        inText = !inText;
      } else if (b == '\\' && inText) {
        out[n++] = bytes[++i];
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }
}
