package dev.medallion.replay.transforms.storage;

import dev.medallion.replay.transforms.storage.files.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Bytes that have to be those of a digest: where they are not, reading them fails at their end, so
 * that no object comes of them.
 *
 * @param digest hex SHA-256
 */
public record Verified(ByteSource bytes, String digest) implements ByteSource {
  @Override
  public InputStream open() throws IOException {
    return new Compared(bytes.open(), digest);
  }

  /** They are not those. */
  public static final class AlteredException extends IOException {
    private static final long serialVersionUID = 1;

    private final String found;

    private AlteredException(String found) {
      super("its SHA-256 is " + found);
      this.found = found;
    }

    /** Hex SHA-256 of what is there. */
    public String found() {
      return found;
    }
  }

  private static final class Compared extends FilterInputStream {
    private final MessageDigest digest = Sha256.start();
    private final String expected;
    private boolean ended;

    Compared(InputStream in, String expected) {
      super(in);
      this.expected = expected;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = in.read(bytes, from, length);
      if (read > 0) {
        digest.update(bytes, from, read);
      } else if (read < 0 && !ended) {
        ended = true;
        String found = Sha256.hex(digest);
        if (!found.equals(expected)) {
          throw new AlteredException(found);
        }
      }
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      throw new UnsupportedOperationException("what is passed over can't be compared");
    }
  }
}
