package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.StrictText;
import java.io.IOException;
import java.util.Optional;

/**
 * Cuts the elements of an array. It looks at brackets, commas and strings alone: whether an element
 * is good JSON is decided by who reads it.
 */
final class JsonArrayCutter implements RecordCutter {
  /** What the bytes looked at belong to. */
  private enum Place {
    BEFORE,
    IN_FIRST,
    IN_OTHER,
    BEHIND
  }

  private final RecordSink sink;
  private final int heldBytes;
  private final JsonRecord record = new JsonRecord();
  private Optional<RecordCutter> lines = Optional.empty();
  private Place place = Place.BEFORE;
  private int depth;
  private final JsonStrings strings = new JsonStrings();
  private long position;
  private int scanned;

  JsonArrayCutter(RecordSink sink, int heldBytes) {
    this.sink = sink;
    this.heldBytes = heldBytes;
  }

  @Override
  public int cut(byte[] buffer, int held) throws IOException {
    if (lines.isPresent()) {
      return lines.get().cut(buffer, held);
    }
    int start = 0;
    int i = scanned;
    if (place == Place.BEFORE) {
      i = opening(buffer, held);
      if (i == held) {
        scanned = 0;
        return held;
      } else if (buffer[i] != '[') {
        lines = Optional.of(new JsonLines().begin(sink, heldBytes));
        return lines.get().cut(buffer, held);
      }
      place = Place.IN_FIRST;
      i++;
      start = i;
    }
    for (; i < held; i++) {
      byte b = buffer[i];
      if (place == Place.BEHIND) {
        if (!JsonObjects.isSpace(b)) {
          throw new IOException("there is text after its array");
        }
        start = i + 1;
      } else if (isEndOfElement(b)) {
        deliver(buffer, start, i, b == ']');
        place = b == ']' ? Place.BEHIND : Place.IN_OTHER;
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, held - start);
    scanned = held - start;
    return scanned;
  }

  @Override
  public void end(byte[] buffer, int held) throws IOException {
    if (lines.isPresent()) {
      lines.get().end(buffer, held);
    } else if (place == Place.IN_FIRST || place == Place.IN_OTHER) {
      throw new IOException("its array is not closed (truncated)");
    }
  }

  /** Where the first character is; with the bytes: it is not there yet. */
  private static int opening(byte[] buffer, int held) {
    int i = StrictText.behindByteOrderMark(buffer, 0, held);
    while (i < held && (JsonObjects.isSpace(buffer[i]) || mayBeginMark(buffer, i, held))) {
      i++;
    }
    return i;
  }

  /** A byte order mark of which not all is there. */
  private static boolean mayBeginMark(byte[] buffer, int i, int held) {
    return held < StrictText.MARK_BYTES && i < held && (buffer[i] & 0xff) >= 0xbb;
  }

  private boolean isEndOfElement(byte b) {
    if (strings.isInside()) {
      strings.pass(b);
      return false;
    }
    switch (b) {
      case '"' -> strings.open();
      case '{', '[' -> depth++;
      case ',' -> {
        return depth == 0;
      }
      case '}', ']' -> {
        if (depth == 0) {
          return b == ']';
        }
        depth--;
      }
      default -> {
        return false;
      }
    }
    return false;
  }

  private void deliver(byte[] buffer, int from, int end, boolean isLast) {
    int first = from;
    int behind = end;
    while (first < behind && JsonObjects.isSpace(buffer[first])) {
      first++;
    }
    while (behind > first && JsonObjects.isSpace(buffer[behind - 1])) {
      behind--;
    }
    boolean isEmptyArray = first == behind && isLast && place == Place.IN_FIRST;
    if (!isEmptyArray) {
      sink.record(record.at(buffer, first, behind - first), position);
      position++;
    }
  }
}
