package dev.medallion.replay.transforms.model.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** A SELECT's text, where DuckDB's positions count UTF-8 bytes. */
final class SqlText {
  private final byte[] bytes;

  SqlText(String sql) {
    this.bytes = sql.getBytes(StandardCharsets.UTF_8);
  }

  /** The line, from 1, of a node of a parsed or bound statement; 1 if it has no position. */
  int line(JsonNode node) {
    return lineAt(node.path("query_location").asLong(-1));
  }

  /** DuckDB writes "nowhere" as the largest number. */
  int lineAt(long position) {
    if (position < 0) {
      return 1;
    }
    int line = 1;
    for (int i = 0; i < Math.min(position, bytes.length); i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return position > bytes.length ? 1 : line;
  }
}
