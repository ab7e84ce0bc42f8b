package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.model.Csv;
import java.io.IOException;
import java.util.Arrays;

/** A row within a buffer. Used again for each record. */
final class CsvRow implements RawRecord {
  private final CsvHeader header;
  private final CsvSplitter splitter;
  private final CsvCells cells;
  private byte[] buffer;
  private int offset;
  private int length;

  CsvRow(Csv csv, CsvHeader header) {
    this.header = header;
    this.splitter = new CsvSplitter(csv);
    this.cells = new CsvCells(header.names());
  }

  CsvRow at(byte[] bytes, int from, int size) {
    buffer = bytes;
    offset = from;
    length = size;
    return this;
  }

  /** What a person wrote in place of a row, and is none. */
  static RawRecord malformed(byte[] bytes, String problem) {
    return new RawRecord() {
      @Override
      public int size() {
        return bytes.length;
      }

      @Override
      public byte[] bytes() {
        return bytes.clone();
      }

      @Override
      public int events() {
        return 1;
      }

      @Override
      public Object[] read(FieldReader reader) throws MalformedRecordException {
        throw new MalformedRecordException(problem);
      }
    };
  }

  @Override
  public int size() {
    return length;
  }

  /** With the header: without it nobody knows what the row says. */
  @Override
  public byte[] bytes() {
    byte[] names = header.bytes();
    if (names.length == 0) {
      return Arrays.copyOfRange(buffer, offset, offset + length);
    }
    byte[] both = Arrays.copyOf(names, names.length + 1 + length);
    both[names.length] = '\n';
    System.arraycopy(buffer, offset, both, names.length + 1, length);
    return both;
  }

  @Override
  public int events() {
    return 1;
  }

  @Override
  public Object[] read(FieldReader reader) throws MalformedRecordException {
    splitter.split(buffer, offset, offset + length, cells.begin());
    cells.checkCount();
    try {
      return reader.read(cells);
    } catch (MalformedRecordException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("cells in memory were not readable", e);
    }
  }
}
