package dev.medallion.replay.transforms.flow.decode;

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

  /** Whether a text of it, its escapes resolved, would hold half of a surrogate pair. */
  static boolean hasLoneSurrogateEscape(String json) {
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
