package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.ByteScan;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.model.Csv;
import java.io.IOException;
import java.util.Arrays;

/** Cuts the rows of one object. */
final class CsvCutter implements RecordCutter {
  private final Csv csv;
  private final int mostBytes;
  private final RecordSink sink;
  private final CsvScan scan;

  /** Null until the header was read. */
  private CsvRow row;

  private long line;
  private int scanned;

  /** The quotes of the row are wrong: it ends with its line. */
  private boolean firstLineAlone;

  CsvCutter(Csv csv, int mostBytes, RecordSink sink) {
    this.csv = csv;
    this.mostBytes = mostBytes;
    this.sink = sink;
    this.scan = new CsvScan(csv);
    this.row = csv.hasHeader() ? null : new CsvRow(csv, CsvHeader.known(csv));
  }

  @Override
  public int cut(byte[] buffer, int held) throws IOException {
    int start = 0;
    for (int end = rowEnd(buffer, start, scanned, held);
        end < held;
        end = rowEnd(buffer, start, start, held)) {
      row(buffer, start, end);
      start = end + 1;
    }
    System.arraycopy(buffer, start, buffer, 0, held - start);
    scanned = held - start;
    return scanned;
  }

  @Override
  public void end(byte[] buffer, int held) throws IOException {
    int start = 0;
    int from = scanned;
    while (start < held) {
      int end = rowEnd(buffer, start, from, held);
      if (end == held && scan.isInQuotes()) {
        firstLineAlone = true;
        end = ByteScan.lineFeed(buffer, start, held);
      }
      row(buffer, start, end);
      start = end + 1;
      from = start;
    }
  }

  /**
   * Where a row ends.
   *
   * @param from what is before it was looked through already
   */
  private int rowEnd(byte[] buffer, int start, int from, int held) {
    int next = from;
    if (!firstLineAlone) {
      int end = scan.next(buffer, from, held);
      boolean isTooLong = end == held && scan.isInQuotes() && held - start > mostBytes;
      if (end != CsvScan.MALFORMED && !isTooLong) {
        return end;
      }
      firstLineAlone = true;
      next = start;
    }
    return ByteScan.lineFeed(buffer, next, held);
  }

  private void row(byte[] buffer, int start, int end) throws IOException {
    int size = CsvScan.withoutReturn(buffer, start, end) - start;
    if (size > 0 && row == null) {
      byte[] header = Arrays.copyOfRange(buffer, start, start + size);
      row = new CsvRow(csv, CsvHeader.read(csv, header));
    } else if (size > 0) {
      sink.record(row.at(buffer, start, size), line);
    }
    line++;
    for (int i = ByteScan.lineFeed(buffer, start, end); i < end; ) {
      line++;
      i = ByteScan.lineFeed(buffer, i + 1, end);
    }
    scan.reset();
    firstLineAlone = false;
  }
}
