package dev.medallion.replay.transforms.flow.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time: every byte of the input passes here. */
public final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private ByteScan() {}

  /** The offset of the next line feed; {@code end} where there is none. */
  public static int lineFeed(byte[] bytes, int from, int end) {
    return indexOf((byte) '\n', bytes, from, end);
  }

  /** The offset of the next such byte, which is ASCII; {@code end} where there is none. */
  public static int indexOf(byte wanted, byte[] bytes, int from, int end) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long zeroes = (long) LONGS.get(bytes, i) ^ (LOW_BITS * wanted);
      long found = (zeroes - LOW_BITS) & ~zeroes & HIGH_BITS;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (i < end && bytes[i] != wanted) {
      i++;
    }
    return i;
  }

  /** The offset of the next byte that is NUL or not ASCII; {@code end} where there is none. */
  public static int unusual(byte[] bytes, int from, int end) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long eight = (long) LONGS.get(bytes, i);
      if ((((eight - LOW_BITS) | eight) & HIGH_BITS) != 0) {
        break;
      }
    }
    // A borrow may have pointed to a byte behind a NUL: the eight are looked at one by one.
    while (i < end && bytes[i] > 0) {
      i++;
    }
    return i;
  }
}
