package dev.medallion.replay.transforms.flow.format.json;

import dev.medallion.replay.transforms.flow.format.RawRecord;

/** Records of JSON, out of bytes alone. */
public final class JsonBytes {
  private JsonBytes() {}

  public static RawRecord of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** One within other bytes. */
  public static RawRecord of(byte[] bytes, int offset, int length) {
    return new JsonRecord().at(bytes, offset, length);
  }
}
