package dev.medallion.replay.testdata.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Gzip without compression. A deflater's output depends on the machine's zlib; stored blocks are
 * the same bytes everywhere, so the committed sample can be compared byte by byte.
 */
public final class StoredGzip extends OutputStream {
  private static final int BLOCK = 0xFFFF;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  public StoredGzip(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    content.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    content.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    byte[] bytes = content.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    out.write(HEADER);
    int at = 0;
    do {
      int length = Math.min(BLOCK, bytes.length - at);
      out.write(at + length == bytes.length ? 1 : 0);
      little(length, 2);
      little(~length, 2);
      out.write(bytes, at, length);
      at += length;
    } while (at < bytes.length);
    little((int) crc.getValue(), 4);
    little(bytes.length, 4);
    out.close();
  }

  private void little(int value, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (8 * i));
    }
  }
}
