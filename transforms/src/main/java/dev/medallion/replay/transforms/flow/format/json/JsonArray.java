package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;

/**
 * The object is one array, and each of its elements a record; its position is its index. Where an
 * element is missing, as behind a comma at the end, the record is an empty one: a writer may have
 * lost it. An object that does not begin with a bracket holds {@link JsonLines}.
 *
 * <p>An array that does not close, or has text behind it, makes the object unreadable: what else it
 * held is not known.
 */
public final class JsonArray implements RecordFormatReader {
  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new JsonArrayCutter(sink, heldBytes);
  }

  @Override
  public boolean isJudgedAtItsEnd() {
    return true;
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    return new JsonRecord().at(bytes, 0, bytes.length);
  }
}
