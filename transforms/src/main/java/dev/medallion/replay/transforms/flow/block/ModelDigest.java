package dev.medallion.replay.transforms.flow.block;

import dev.medallion.replay.transforms.model.Model;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Four bytes that tell one model from another, so that no block is read by the wrong layout. */
final class ModelDigest {
  static final int BYTES = 4;

  private ModelDigest() {}

  static byte[] prefix(Model model) {
    int hash = (int) StableHash.of(model.digest().getBytes(StandardCharsets.UTF_8));
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (hash >>> (8 * i));
    }
    return bytes;
  }

  static boolean matches(Model model, byte[] block) {
    return Arrays.equals(prefix(model), 0, BYTES, block, 1, 1 + BYTES);
  }
}
