package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.ByteScan;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.StrictText;
import dev.medallion.replay.transforms.model.Csv;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Splits a row into its cells. */
final class CsvSplitter {
  private static final int NO_ESCAPE = 0x100;

  private final byte delimiter;
  private final byte quote;
  private final int escape;
  private byte[] cell = new byte[256];
  private int length;

  CsvSplitter(Csv csv) {
    this.delimiter = (byte) csv.delimiter();
    this.quote = (byte) csv.quote();
    this.escape = csv.escape().map(c -> (int) c).orElse(NO_ESCAPE);
  }

  /**
   * Adds the cells of a row.
   *
   * @param cells null where there is nothing, not even quotes
   * @throws MalformedRecordException where the row is no UTF-8, or its quotes are wrong
   */
  void split(byte[] row, int start, int end, List<String> cells) throws MalformedRecordException {
    StrictText.check(row, start, end);
    int from = StrictText.behindByteOrderMark(row, start, end);
    while (true) {
      int next;
      if (from < end && row[from] == quote) {
        next = quoted(row, start, from + 1, end);
        cells.add(new String(cell, 0, length, StandardCharsets.UTF_8));
      } else {
        next = ByteScan.indexOf(delimiter, row, from, end);
        cells.add(next == from ? null : new String(row, from, next - from, StandardCharsets.UTF_8));
      }
      if (next == end) {
        return;
      }
      from = next + 1;
    }
  }

  /** Takes a cell to its closing quote; what is behind that. */
  private int quoted(byte[] row, int start, int from, int end) throws MalformedRecordException {
    length = 0;
    int i = from;
    while (i < end) {
      if (row[i] == escape && i + 1 < end) {
        i++;
      } else if (row[i] == quote) {
        if (i + 1 == end || row[i + 1] != quote) {
          return behind(row, start, i + 1, end);
        }
        i++;
      }
      append(row[i]);
      i++;
    }
    throw new MalformedRecordException("a quote is not closed");
  }

  private int behind(byte[] row, int start, int from, int end) throws MalformedRecordException {
    if (from < end && row[from] != delimiter) {
      throw new MalformedRecordException(
          "there is text behind a closing quote at byte " + (from - start));
    }
    return from;
  }

  private void append(byte b) {
    if (length == cell.length) {
      cell = java.util.Arrays.copyOf(cell, 2 * length);
    }
    cell[length] = b;
    length++;
  }
}
