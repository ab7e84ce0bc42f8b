package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;

/**
 * A line is a record; its position is its line's index from 0. A blank line is no record, but is
 * counted in the numbering. A line ends with LF or CRLF, or with the object.
 *
 * <p>JSON objects that stand one behind another in a line, as some writers leave them, are a record
 * each, and are numbered as if they were lines. What follows an object and is neither white space
 * nor another object belongs to its record, which it spoils.
 */
public final class JsonLines implements RecordFormatReader {
  /** So long a line is looked through for several objects before its end is there. */
  private static final int LONG_LINE_BYTES = 1 << 20;

  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new JsonLineCutter(sink, Math.min(LONG_LINE_BYTES, heldBytes));
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    return new JsonRecord().at(bytes, 0, bytes.length);
  }
}
