package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.HashSet;
import java.util.Set;

/**
 * How a job treats what is there.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/rest/v2/Job, writeDisposition,
 * createDisposition and schemaUpdateOptions.
 */
record Disposition(Write write, boolean create, Set<String> schemaUpdates) {

  /** What becomes of rows that are there. */
  enum Write {
    WRITE_TRUNCATE,
    WRITE_APPEND,
    WRITE_EMPTY
  }

  static Disposition of(JsonNode configuration, Write otherwise) {
    String write = configuration.path("writeDisposition").asText("");
    if (write.equals("WRITE_TRUNCATE_DATA")) {
      throw ApiException.unsupported("WRITE_TRUNCATE_DATA");
    }
    Set<String> updates = new HashSet<>();
    configuration.path("schemaUpdateOptions").forEach(o -> updates.add(o.asText()));
    return new Disposition(
        write.isEmpty() ? otherwise : Write.valueOf(write),
        !configuration.path("createDisposition").asText().equals("CREATE_NEVER"),
        updates);
  }

  boolean truncates() {
    return write == Write.WRITE_TRUNCATE;
  }
}
