package dev.medallion.replay.transforms.flow.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes. */
final class ByteOutput {
  private static final int FIRST_BYTES = 1024;

  byte[] bytes = new byte[FIRST_BYTES];
  int size;

  void need(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  void put(int b) {
    need(1);
    bytes[size++] = (byte) b;
  }

  void varint(long value) {
    need(10);
    long v = value;
    while ((v & ~0x7fL) != 0) {
      bytes[size++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    bytes[size++] = (byte) v;
  }

  /** Small for small numbers of either sign. */
  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  void fixed64(long value) {
    need(8);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void blob(byte[] blob) {
    varint(blob.length);
    need(blob.length);
    System.arraycopy(blob, 0, bytes, size, blob.length);
    size += blob.length;
  }

  void text(String text) {
    int length = text.length();
    varint(length);
    need(length);
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Not ASCII: its length in bytes is another.
        size = at - varintLength(length);
        blob(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[at + i] = (byte) c;
    }
    size = at + length;
  }

  private static int varintLength(int value) {
    return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;
  }
}
