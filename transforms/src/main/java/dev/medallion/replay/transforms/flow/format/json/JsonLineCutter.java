package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.ByteScan;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordSink;

/** Cuts lines, and the objects that share one. */
final class JsonLineCutter implements RecordCutter {
  private final RecordSink sink;
  private final int longLineBytes;
  private final JsonRecord record = new JsonRecord();
  private final JsonObjects objects = new JsonObjects();
  private long position;
  private int scanned;
  private boolean cutting;
  private int looked;

  JsonLineCutter(RecordSink sink, int longLineBytes) {
    this.sink = sink;
    this.longLineBytes = longLineBytes;
  }

  @Override
  public int cut(byte[] buffer, int held) {
    int start = 0;
    int i = ByteScan.lineFeed(buffer, scanned, held);
    while (i < held) {
      line(buffer, start, i > start && buffer[i - 1] == '\r' ? i - 1 : i);
      start = i + 1;
      i = ByteScan.lineFeed(buffer, start, held);
    }
    if (held - start >= longLineBytes) {
      start = objects(buffer, start, held);
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, held - start);
      looked -= start;
    }
    scanned = held - start;
    return scanned;
  }

  @Override
  public void end(byte[] buffer, int held) {
    if (held > 0) {
      line(buffer, 0, held);
    }
  }

  /** Delivers a line, or what is left of it. */
  private void line(byte[] buffer, int start, int end) {
    boolean several = cutting || JsonObjects.maybeSeveral(buffer, start, end);
    int last = several ? objects(buffer, start, end) : start;
    deliver(buffer, last, end);
    cutting = false;
  }

  /** Delivers the records behind which another begins in the same line; where the last begins. */
  private int objects(byte[] buffer, int start, int end) {
    if (!cutting) {
      objects.reset();
      looked = start;
      cutting = true;
    }
    int from = start;
    int next = objects.next(buffer, looked, end);
    while (next < end) {
      int recordEnd = next;
      while (JsonObjects.isSpace(buffer[recordEnd - 1])) {
        recordEnd--;
      }
      deliver(buffer, from, recordEnd);
      from = next;
      objects.enter();
      next = objects.next(buffer, from, end);
    }
    looked = end;
    return from;
  }

  private void deliver(byte[] buffer, int from, int end) {
    if (!isBlank(buffer, from, end)) {
      sink.record(record.at(buffer, from, end - from), position);
    }
    position++;
  }

  private static boolean isBlank(byte[] buffer, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = buffer[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
