package dev.medallion.replay.transforms.flow.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteOutput} wrote. */
final class ByteInput {
  final byte[] bytes;
  int at;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int next() {
    return bytes[at++] & 0xff;
  }

  long varint() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  long zigzag() {
    long v = varint();
    return (v >>> 1) ^ -(v & 1);
  }

  long fixed64() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  byte[] blob() {
    int length = (int) varint();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  String text() {
    int length = (int) varint();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  void skip() {
    int length = (int) varint();
    at += length;
  }
}
