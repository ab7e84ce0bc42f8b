package dev.medallion.replay.transforms.flow.block;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit FNV-1a over bytes, with the finalizer of MurmurHash3 behind it, so that all its bits are
 * good: the same on every machine and in every version.
 */
final class StableHash {
  static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  static long of(byte[] bytes) {
    return finish(add(START, bytes));
  }

  static long add(long hash, int b) {
    return (hash ^ (b & 0xff)) * PRIME;
  }

  static long add(long hash, byte[] bytes) {
    long h = hash;
    for (byte b : bytes) {
      h = add(h, b);
    }
    return h;
  }

  /** Of the text's UTF-8 bytes. */
  static long add(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return add(hash, text.getBytes(StandardCharsets.UTF_8));
      }
      h = add(h, c);
    }
    return h;
  }

  static long finish(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
