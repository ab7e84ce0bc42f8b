package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Fails at its end where the bytes were not those of the object that was meant. */
final class VerifiedStream extends BulkStream {
  private final Pinned object;
  private final MessageDigest digest = Sha256.start();
  private boolean ended;

  VerifiedStream(Pinned object, InputStream in) {
    super(in);
    this.object = object;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = in.read(bytes, from, length);
    if (read > 0) {
      digest.update(bytes, from, read);
    } else if (read < 0 && !ended) {
      ended = true;
      if (!Sha256.hex(digest).equals(object.generation().value())) {
        throw StorageException.PreconditionFailed.changed(object.address());
      }
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[(int) Math.min(Math.max(bytes, 1), 1 << 13)];
    while (skipped < bytes) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, bytes - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }
}
