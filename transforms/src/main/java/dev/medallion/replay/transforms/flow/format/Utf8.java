package dev.medallion.replay.transforms.flow.format;

/** Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** The offset of the first byte that is not UTF-8; -1: all is. */
  public static int firstInvalid(byte[] b, int from, int end) {
    int i = from;
    while (i < end) {
      int c = b[i];
      if (c >= 0) {
        i++;
        continue;
      }
      int n = length(c & 0xff);
      if (n == 0 || i + n > end) {
        return i;
      }
      int point = c & (0x7f >> n);
      for (int k = 1; k < n; k++) {
        int t = b[i + k];
        if ((t & 0xc0) != 0x80) {
          return i;
        }
        point = (point << 6) | (t & 0x3f);
      }
      boolean overlong = point < (n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000);
      if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
        return i;
      }
      i += n;
    }
    return -1;
  }

  private static int length(int lead) {
    if (lead >= 0xc2 && lead < 0xe0) {
      return 2;
    }
    if (lead >= 0xe0 && lead < 0xf0) {
      return 3;
    }
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  }
}
