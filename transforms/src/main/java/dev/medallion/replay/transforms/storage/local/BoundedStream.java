package dev.medallion.replay.transforms.storage.local;

import java.io.IOException;
import java.io.InputStream;

/** The first bytes of another stream. */
final class BoundedStream extends BulkStream {
  private long left;

  BoundedStream(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int read = in.read(bytes, from, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = in.skip(Math.min(bytes, left));
    left -= skipped;
    return skipped;
  }
}
