package dev.medallion.replay.transforms.flow.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * An object's bytes without gzip, however often it was applied: that is seen by the first bytes.
 */
final class Unpacked {
  /** Twice happens, when a tool packs what was packed already; deeper is made to do harm. */
  private static final int MOST_LAYERS = 4;

  private Unpacked() {}

  /**
   * Unpacks.
   *
   * @throws IOException where it is packed in more layers than anybody means, or can't be read
   */
  static InputStream of(InputStream stored) throws IOException {
    InputStream unpacked = stored;
    for (int layers = 0; ; layers++) {
      PushbackInputStream sniffed = new PushbackInputStream(unpacked, 2);
      byte[] magic = sniffed.readNBytes(2);
      sniffed.unread(magic);
      if (magic.length < 2 || magic[0] != 0x1f || magic[1] != (byte) 0x8b) {
        return sniffed;
      }
      if (layers == MOST_LAYERS) {
        throw new IOException("it is gzip in gzip, in more than " + MOST_LAYERS + " layers");
      }
      unpacked = new GunzipStream(sniffed);
    }
  }
}
