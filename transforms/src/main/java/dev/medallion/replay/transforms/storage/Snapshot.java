package dev.medallion.replay.transforms.storage;

import java.nio.charset.StandardCharsets;

/** The bytes of an object, and which it was. */
public final class Snapshot {
  private final Pinned object;
  private final byte[] bytes;

  public Snapshot(Pinned object, byte[] bytes) {
    this.object = object;
    this.bytes = bytes.clone();
  }

  public Pinned object() {
    return object;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** As UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
