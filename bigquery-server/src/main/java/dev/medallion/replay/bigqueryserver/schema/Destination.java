package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import java.util.Optional;

/**
 * A table, or one partition of it by a decorator: {@code t$20260203}.
 *
 * <p>Source of the decorator: cloud.google.com/bigquery/docs/managing-partitioned-table-data.
 */
public record Destination(TableName table, Optional<String> partition) {

  public static Destination of(TableName table) {
    return new Destination(table, Optional.empty());
  }

  /** Of a {@code tableReference}. */
  public static Destination of(JsonNode reference, String defaultProject) {
    String id = reference.path("tableId").asText();
    if (id.isEmpty() || reference.path("datasetId").asText().isEmpty()) {
      throw ApiException.invalid("Required parameter is missing: a table needs dataset and id");
    }
    int dollar = id.indexOf('$');
    if (dollar < 0) {
      return of(TableName.of(reference, defaultProject, id));
    }
    return new Destination(
        TableName.of(reference, defaultProject, id.substring(0, dollar)),
        Optional.of(id.substring(dollar + 1)));
  }

  /** As the service writes it into its messages. */
  @Override
  public String toString() {
    return table + partition.map(p -> "$" + p).orElse("");
  }
}
