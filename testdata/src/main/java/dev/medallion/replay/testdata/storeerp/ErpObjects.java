package dev.medallion.replay.testdata.storeerp;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.testdata.gzip.StoredGzip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The objects of a lake, each written at once. */
final class ErpObjects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  ErpObjects(Path root) {
    this.root = root;
  }

  void document(String path, Object document) throws IOException {
    text(path, JSON.writeValueAsString(document));
  }

  /** Under the same name as without gzip, as storage with a content encoding has it. */
  void gzipped(String path, Object document) throws IOException {
    try (OutputStream out = new StoredGzip(Files.newOutputStream(made(path)))) {
      out.write(JSON.writeValueAsBytes(document));
    }
  }

  void text(String path, String text) throws IOException {
    Files.write(made(path), text.getBytes(StandardCharsets.UTF_8));
  }

  private Path made(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return file;
  }
}
