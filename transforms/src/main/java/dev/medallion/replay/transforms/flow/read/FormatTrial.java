package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import java.io.IOException;
import java.util.Arrays;

/** Looks through an object for whether it is of its format; delivers nothing. */
final class FormatTrial {
  private static final int PIECE_BYTES = 1 << 16;

  private final RecordCutter cutter;
  private byte[] buffer = new byte[2 * PIECE_BYTES];
  private int held;

  FormatTrial(RecordFormatReader format, int heldBytes) {
    this.cutter = format.begin((record, position) -> {}, heldBytes);
  }

  /**
   * Takes the object's next bytes.
   *
   * @throws IOException where it is not of the format
   */
  void add(byte[] bytes, int count) throws IOException {
    for (int from = 0; from < count; from += PIECE_BYTES) {
      int piece = Math.min(PIECE_BYTES, count - from);
      if (held + piece > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, held + piece));
      }
      System.arraycopy(bytes, from, buffer, held, piece);
      held = cutter.cut(buffer, held + piece);
    }
  }

  /** The object has ended. */
  void end() throws IOException {
    cutter.end(buffer, held);
  }
}
