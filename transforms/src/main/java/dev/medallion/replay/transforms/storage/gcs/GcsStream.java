package dev.medallion.replay.transforms.storage.gcs;

import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.StorageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of an object, which fails in the terms of {@link StorageException}. */
final class GcsStream extends FilterInputStream {
  private final Pinned object;
  private long left;

  /**
   * A part, or the whole of it.
   *
   * @param expected how many bytes there have to be
   */
  GcsStream(InputStream in, Pinned object, long expected) {
    super(in);
    this.object = object;
    this.left = expected;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    try {
      int read = in.read(bytes, from, length);
      if (read < 0 && left > 0) {
        throw new StorageException.Unavailable(
            object.address(), "broke off " + left + " bytes before its end", null);
      }
      left -= Math.max(read, 0);
      if (left < 0) {
        // E.g. because somebody on the way unpacked what is stored as gzip.
        throw new StorageException.Unusable(
            object.address(), "can't be read: more bytes came than it has");
      }
      return read;
    } catch (IOException e) {
      throw GcsErrors.ofStream(object.address(), e);
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(bytes, 0), 8192)];
    long skipped = 0;
    while (skipped < bytes) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
