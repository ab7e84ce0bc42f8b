package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.model.Csv;
import java.io.IOException;
import java.util.Arrays;

/**
 * A row is a record; its position is the index from 0 of the line on which it begins. Its bytes are
 * its own, behind those of the object's header where there is one. A blank line is no record, but
 * is counted in the numbering. A line ends with LF or CRLF, or with the object.
 *
 * <p>A cell without quotes and without characters is null; {@code ""} is an empty text. A quote
 * begins a quoted cell only where the cell begins; elsewhere it is text.
 *
 * <p>Where the quotes of a row are wrong, or do not close within the longest record that is read,
 * only its first line is the row, and reading goes on with the next line.
 */
public final class CsvFormat implements RecordFormatReader {
  private final Csv csv;
  private final int mostBytes;

  /**
   * The format of a source.
   *
   * @param mostBytes that a row may have
   */
  public CsvFormat(Csv csv, int mostBytes) {
    this.csv = csv;
    this.mostBytes = mostBytes;
  }

  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new CsvCutter(csv, mostBytes, sink);
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    int start = 0;
    CsvHeader header;
    if (csv.hasHeader()) {
      int end = end(bytes, 0);
      start = Math.min(end + 1, bytes.length);
      try {
        header = CsvHeader.read(csv, Arrays.copyOf(bytes, CsvScan.withoutReturn(bytes, 0, end)));
      } catch (IOException e) {
        return CsvRow.malformed(bytes, e.getMessage());
      }
    } else {
      header = CsvHeader.known(csv);
    }
    int end = end(bytes, start);
    int size = CsvScan.withoutReturn(bytes, start, end) - start;
    if (size == 0) {
      return CsvRow.malformed(bytes, "there is no row");
    } else if (end < bytes.length - 1) {
      return CsvRow.malformed(bytes, "there is more text after the record's row");
    }
    return new CsvRow(csv, header).at(bytes, start, size);
  }

  /** Where a row ends; where its quotes are wrong, with the bytes. */
  private int end(byte[] bytes, int start) {
    int end = new CsvScan(csv).next(bytes, start, bytes.length);
    return end == CsvScan.MALFORMED ? bytes.length : end;
  }
}
