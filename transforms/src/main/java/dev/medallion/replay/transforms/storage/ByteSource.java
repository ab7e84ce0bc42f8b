package dev.medallion.replay.transforms.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes to be written; the same, however often they are asked for. */
public interface ByteSource {
  /** From the first byte. */
  InputStream open() throws IOException;

  static ByteSource of(byte[] bytes) {
    byte[] own = bytes.clone();
    return () -> new ByteArrayInputStream(own);
  }

  /** Of a text's UTF-8 bytes. */
  static ByteSource of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of a local file, which is not changed meanwhile. */
  static ByteSource of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
