package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.decode.ByteScan;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.model.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Streams the records of objects, plain or gzipped, once or several times (seen by the first
 * bytes).
 *
 * <ul>
 *   <li>JSON: the object is one record, position 0, also where it is empty: a record was lost then.
 *   <li>JSONL: a line is a record; its position is its line's index from 0. A blank line is no
 *       record, but is counted in the numbering. A line ends with LF or CRLF, or with the object.
 *       JSON objects that stand one behind another in a line, as some writers leave them, are a
 *       record each, and are numbered as if they were lines. What follows an object and is neither
 *       white space nor another object belongs to its record, which it spoils.
 * </ul>
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

  /** So long a line is looked through for several objects before its end is there. */
  private static final int LONG_LINE_BYTES = 1 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;
  private static final int KEPT_BUFFER_BYTES = 8 << 20;

  private final ObjectStore store;
  private final int heldBytes;
  private final int longLineBytes;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  public RecordReader(ObjectStore store) {
    this(store, HELD_BYTES);
  }

  RecordReader(ObjectStore store, int heldBytes) {
    this.store = store;
    this.heldBytes = heldBytes;
    this.longLineBytes = Math.min(LONG_LINE_BYTES, heldBytes);
  }

  /**
   * Delivers every record of an object.
   *
   * @param object as listed, or pinned: then its bytes must be those that were pinned
   * @return how many records were delivered
   * @throws ObjectReadFailure where it can't be read, is corrupt or has changed; nothing was
   *     delivered then
   */
  public long forEach(ObjectRef object, RecordFormat format, RecordSink sink)
      throws ObjectReadFailure {
    try {
      return read(object, format, sink);
    } finally {
      if (buffer.length > KEPT_BUFFER_BYTES) {
        buffer = new byte[FIRST_BUFFER_BYTES];
      }
    }
  }

  private long read(ObjectRef object, RecordFormat format, RecordSink sink)
      throws ObjectReadFailure {
    int held = 0;
    boolean whole = false;
    if (object.bytes() >= buffer.length) {
      buffer = new byte[(int) Math.min(object.bytes() + 1, heldBytes)];
    }
    try (Opened in = new Opened(object)) {
      while (!whole && held < heldBytes) {
        int n = fill(in, held, heldBytes);
        whole = n < 0;
        held += Math.max(n, 0);
      }
      if (!whole) {
        in.drain();
      }
      in.verify();
    } catch (IOException e) {
      throw failure(object, e);
    }
    if (whole) {
      return new Splitter(format, sink).all(held);
    }
    return readAgain(object, format, sink);
  }

  /** The delivering pass over an object too large to be held, which was good a moment ago. */
  private long readAgain(ObjectRef object, RecordFormat format, RecordSink sink)
      throws ObjectReadFailure {
    Splitter splitter = new Splitter(format, sink);
    try (Opened in = new Opened(object)) {
      int held = 0;
      while (true) {
        int n = fill(in, held, LONGEST_RECORD_BYTES);
        if (n < 0) {
          break;
        }
        held = splitter.lines(held + n);
        if (held >= LONGEST_RECORD_BYTES) {
          throw new IOException(
              "it contains a record of more than " + LONGEST_RECORD_BYTES + " bytes");
        }
      }
      in.verify();
      return splitter.all(held);
    } catch (IOException e) {
      if (splitter.delivered == 0) {
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

    void drain() throws IOException {
      drain(unpacked);
    }

    /** A store knows at the object's end at the latest. */
    void verify() throws IOException {
      drain(stored);
    }

    private static void drain(InputStream in) throws IOException {
      byte[] scratch = new byte[FIRST_BUFFER_BYTES];
      while (in.read(scratch, 0, scratch.length) >= 0) {}
    }

    @Override
    public void close() throws IOException {
      unpacked.close();
    }
  }

  /** Cuts the buffer into records. */
  private final class Splitter {
    private final RecordFormat format;
    private final RecordSink sink;
    private final JsonObjects objects = new JsonObjects();
    private long position;
    private int scanned;
    private boolean cutting;
    private int looked;
    long delivered;

    Splitter(RecordFormat format, RecordSink sink) {
      this.format = format;
      this.sink = sink;
    }

    /** Delivers what is held, which is the object's end; how many records there were in all. */
    long all(int held) {
      int rest = lines(held);
      if (format == RecordFormat.JSON) {
        deliver(0, rest);
      } else if (rest > 0) {
        line(0, rest);
      }
      return delivered;
    }

    /** Delivers the records that are complete, and moves the rest to the buffer's start. */
    int lines(int held) {
      if (format == RecordFormat.JSON) {
        return held;
      }
      int start = 0;
      int i = ByteScan.lineFeed(buffer, scanned, held);
      while (i < held) {
        line(start, i > start && buffer[i - 1] == '\r' ? i - 1 : i);
        start = i + 1;
        i = ByteScan.lineFeed(buffer, start, held);
      }
      if (held - start >= longLineBytes) {
        start = cut(start, held);
      }
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, held - start);
        looked -= start;
      }
      scanned = held - start;
      return scanned;
    }

    /** Delivers a line, or what is left of it. */
    private void line(int start, int end) {
      boolean several = cutting || JsonObjects.maybeSeveral(buffer, start, end);
      int last = several ? cut(start, end) : start;
      deliver(last, end - last);
      cutting = false;
    }

    /** Delivers the records behind which another begins in the same line; where the last begins. */
    private int cut(int start, int end) {
      if (!cutting) {
        objects.reset();
        looked = start;
        cutting = true;
      }
      int record = start;
      int next = objects.next(buffer, looked, end);
      while (next < end) {
        int recordEnd = next;
        while (JsonObjects.isSpace(buffer[recordEnd - 1])) {
          recordEnd--;
        }
        deliver(record, recordEnd - record);
        record = next;
        objects.enter();
        next = objects.next(buffer, record, end);
      }
      looked = end;
      return record;
    }

    private void deliver(int offset, int length) {
      if (format == RecordFormat.JSON || !isBlank(offset, length)) {
        delivered++;
        sink.record(buffer, offset, length, position);
      }
      position++;
    }

    private boolean isBlank(int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        byte b = buffer[i];
        if (b != ' ' && b != '\t' && b != '\r') {
          return false;
        }
      }
      return true;
    }
  }
}
