package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;

/** The object is one record, position 0, also where it is empty: a record was lost then. */
public final class JsonDocument implements RecordFormatReader {
  @Override
  public RecordCutter begin(RecordSink sink, int heldBytes) {
    return new RecordCutter() {
      @Override
      public int cut(byte[] buffer, int held) {
        return held;
      }

      @Override
      public void end(byte[] buffer, int held) {
        sink.record(new JsonRecord().at(buffer, 0, held), 0);
      }
    };
  }

  @Override
  public RawRecord alone(byte[] bytes) {
    return new JsonRecord().at(bytes, 0, bytes.length);
  }
}
