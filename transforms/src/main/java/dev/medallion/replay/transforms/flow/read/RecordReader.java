package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Streams the records of objects, plain or gzipped, once or several times (seen by the first
 * bytes). Where a record begins and ends is the format's to say.
 *
 * <p>An object is delivered whole or not at all: it is read to its end, and compared with its
 * pinned generation, before its first record is delivered. A large one is therefore read twice.
 *
 * <p>Not thread-safe: it reuses its buffer.
 */
public final class RecordReader {
  /** Objects that unpack to no more than this are read once, and held in memory. */
  static final int HELD_BYTES = 64 << 20;

  /** No record is longer: an array can't hold more, with room to spare. */
  private static final int LONGEST_RECORD_BYTES = 1 << 30;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;
  private static final int KEPT_BUFFER_BYTES = 8 << 20;

  private final ObjectStore store;
  private final int heldBytes;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  public RecordReader(ObjectStore store) {
    this(store, HELD_BYTES);
  }

  RecordReader(ObjectStore store, int heldBytes) {
    this.store = store;
    this.heldBytes = heldBytes;
  }

  /**
   * Delivers every record of an object.
   *
   * @param object as listed, or pinned: then its bytes must be those that were pinned
   * @return how many records were delivered
   * @throws ObjectReadFailure where it can't be read, is corrupt, not of its format, or has
   *     changed; nothing was delivered then
   */
  public long forEach(ObjectRef object, RecordFormatReader format, RecordSink sink)
      throws ObjectReadFailure {
    try {
      return read(object, format, sink);
    } finally {
      if (buffer.length > KEPT_BUFFER_BYTES) {
        buffer = new byte[FIRST_BUFFER_BYTES];
      }
    }
  }

  private long read(ObjectRef object, RecordFormatReader format, RecordSink sink)
      throws ObjectReadFailure {
    int held = 0;
    boolean whole = false;
    if (object.bytes() >= buffer.length) {
      buffer = new byte[(int) Math.min(object.bytes() + 1, heldBytes)];
    }
    Optional<FormatTrial> trial =
        format.isJudgedAtItsEnd()
            ? Optional.of(new FormatTrial(format, heldBytes))
            : Optional.empty();
    try (Opened in = new Opened(object)) {
      while (!whole && held < heldBytes) {
        int n = fill(in, held, heldBytes);
        whole = n < 0;
        held += Math.max(n, 0);
      }
      if (trial.isPresent()) {
        trial.get().add(buffer, held);
      }
      if (!whole) {
        in.drain(trial);
      }
      if (trial.isPresent()) {
        trial.get().end();
      }
      in.verify();
    } catch (IOException e) {
      throw failure(object, e);
    }
    return whole ? deliver(object, held, format, sink) : readAgain(object, format, sink);
  }

  private long deliver(ObjectRef object, int held, RecordFormatReader format, RecordSink sink)
      throws ObjectReadFailure {
    Counted counted = new Counted(sink);
    try {
      RecordCutter cutter = format.begin(counted, heldBytes);
      cutter.end(buffer, cutter.cut(buffer, held));
      return counted.delivered;
    } catch (IOException e) {
      if (counted.delivered == 0) {
        throw failure(object, e);
      }
      throw new IllegalStateException(
          object.path() + " turned out to be unreadable after a record of it was delivered", e);
    }
  }

  /** The delivering pass over an object too large to be held, which was good a moment ago. */
  private long readAgain(ObjectRef object, RecordFormatReader format, RecordSink sink)
      throws ObjectReadFailure {
    Counted counted = new Counted(sink);
    try (Opened in = new Opened(object)) {
      RecordCutter cutter = format.begin(counted, heldBytes);
      int held = 0;
      while (true) {
        int n = fill(in, held, LONGEST_RECORD_BYTES);
        if (n < 0) {
          break;
        }
        held = cutter.cut(buffer, held + n);
        if (held >= LONGEST_RECORD_BYTES) {
          throw new IOException(
              "it contains a record of more than " + LONGEST_RECORD_BYTES + " bytes");
        }
      }
      in.verify();
      cutter.end(buffer, held);
      return counted.delivered;
    } catch (IOException e) {
      if (counted.delivered == 0) {
        throw failure(object, e);
      }
      // Records are out already, so this attempt as a whole is void; another will see the change.
      throw new IllegalStateException(
          object.path() + " changed while it was read: " + e.getMessage() + "; run again", e);
    }
  }

  private int fill(InputStream in, int held, int most) throws IOException {
    if (held == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, LONGEST_RECORD_BYTES));
    }
    return in.read(buffer, held, Math.min(buffer.length, most) - held);
  }

  private static ObjectReadFailure failure(ObjectRef object, IOException e) {
    String message =
        e instanceof dev.medallion.replay.transforms.flow.match.ObjectUnreadableException
            ? e.getMessage()
            : object.path() + " can't be read: " + e.getMessage();
    return new ObjectReadFailure(object, message, e);
  }

  /** An object's unpacked bytes. The store sees to it that they are those that were pinned. */
  private final class Opened extends InputStream {
    private final InputStream stored;
    private final InputStream unpacked;

    Opened(ObjectRef object) throws IOException {
      this.stored = store.open(object);
      try {
        this.unpacked = Unpacked.of(stored);
      } catch (IOException e) {
        stored.close();
        throw e;
      }
    }

    @Override
    public int read() throws IOException {
      return unpacked.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return unpacked.read(target, offset, length);
    }

    void drain(Optional<FormatTrial> trial) throws IOException {
      drain(unpacked, trial);
    }

    /** A store knows at the object's end at the latest. */
    void verify() throws IOException {
      drain(stored, Optional.empty());
    }

    private static void drain(InputStream in, Optional<FormatTrial> trial) throws IOException {
      byte[] scratch = new byte[FIRST_BUFFER_BYTES];
      for (int n = in.read(scratch); n >= 0; n = in.read(scratch)) {
        if (trial.isPresent()) {
          trial.get().add(scratch, n);
        }
      }
    }

    @Override
    public void close() throws IOException {
      unpacked.close();
    }
  }

  /** Counts what is delivered. */
  private static final class Counted implements RecordSink {
    private final RecordSink sink;
    private long delivered;

    Counted(RecordSink sink) {
      this.sink = sink;
    }

    @Override
    public void record(RawRecord record, long position) {
      delivered++;
      sink.record(record, position);
    }
  }
}
