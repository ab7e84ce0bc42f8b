package dev.medallion.replay.pipelines.suite.deadletters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a record as they stand in its object, found without the pipeline's reader. */
final class OriginalBytes {
  private OriginalBytes() {}

  /**
   * Finds them.
   *
   * @param position from 0: a line of a part, blank ones counted; a payload is one record
   */
  static byte[] of(Path object, long position) throws IOException {
    byte[] stored = Files.readAllBytes(object);
    byte[] bytes =
        stored[0] == 0x1f
            ? new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes()
            : stored;
    if (object.toString().endsWith("payload.json")) {
      return bytes;
    }
    // ISO 8859-1 keeps every byte as it is.
    String line = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)[(int) position];
    return (line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
