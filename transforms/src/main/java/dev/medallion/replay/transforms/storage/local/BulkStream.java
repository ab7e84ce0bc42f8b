package dev.medallion.replay.transforms.storage.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose every byte passes {@link #read(byte[], int, int)}, and that never goes back. */
abstract class BulkStream extends FilterInputStream {
  BulkStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public abstract int read(byte[] bytes, int from, int length) throws IOException;

  @Override
  public boolean markSupported() {
    return false;
  }
}
