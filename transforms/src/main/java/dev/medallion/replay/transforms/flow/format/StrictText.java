package dev.medallion.replay.transforms.flow.format;

/** What the text of a record must be, whatever its format. */
public final class StrictText {
  /** How long a byte order mark is. */
  public static final int MARK_BYTES = 3;

  private StrictText() {}

  /**
   * Checks that bytes are strict UTF-8 without NUL.
   *
   * @throws MalformedRecordException where they are not; it says at which byte
   */
  public static void check(byte[] bytes, int start, int end) throws MalformedRecordException {
    int nul = ByteScan.unusual(bytes, start, end);
    boolean ascii = nul == end;
    while (nul < end && bytes[nul] != 0) {
      nul = ByteScan.unusual(bytes, nul + 1, end);
    }
    if (nul < end) {
      throw new MalformedRecordException("a NUL byte at byte " + (nul - start));
    }
    int invalid = ascii ? -1 : Utf8.firstInvalid(bytes, start, end);
    if (invalid >= 0) {
      throw new MalformedRecordException("invalid UTF-8 at byte " + (invalid - start));
    }
  }

  /** Where the text begins: behind a byte order mark, if there is one. */
  public static int behindByteOrderMark(byte[] bytes, int start, int end) {
    boolean isThere =
        end - start >= MARK_BYTES
            && bytes[start] == (byte) 0xef
            && bytes[start + 1] == (byte) 0xbb
            && bytes[start + 2] == (byte) 0xbf;
    return isThere ? start + MARK_BYTES : start;
  }
}
