package dev.medallion.replay.benchmarks.simulation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * Parts of a collection in a temporary file, read back one by one: what a runner's shuffle does.
 *
 * @param <T> a part
 */
final class SpilledParts<T extends Serializable> implements Iterable<T>, AutoCloseable {
  private final Path file = Files.createTempFile("replay-simulation", ".parts");
  private final DataOutputStream out =
      new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  private long bytes;
  private int parts;

  SpilledParts() throws IOException {}

  void add(T part) throws IOException {
    byte[] packed = SerializableUtils.serializeToByteArray(part);
    out.writeInt(packed.length);
    out.write(packed);
    bytes += packed.length;
    parts++;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public Iterator<T> iterator() {
    try {
      out.flush();
      DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
      return new Reading<>(in, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.delete(file);
  }

  private static final class Reading<T extends Serializable> implements Iterator<T> {
    private final DataInputStream in;
    private int left;

    Reading(DataInputStream in, int left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T next() {
      if (left-- <= 0) {
        throw new NoSuchElementException();
      }
      try {
        byte[] packed = in.readNBytes(in.readInt());
        if (left == 0) {
          in.close();
        }
        return (T) SerializableUtils.deserializeFromByteArray(packed, "a part");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
