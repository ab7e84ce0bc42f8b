package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The full name of a table, without decorator. */
public record TableName(String project, String dataset, String table) {

  public DatasetName datasetName() {
    return new DatasetName(project, dataset);
  }

  /** As the service writes it into its messages. */
  @Override
  public String toString() {
    return project + ":" + dataset + "." + table;
  }

  /** The name under which DuckDB keeps it. */
  public String stored() {
    return project + "." + dataset + "." + table;
  }

  public ObjectNode json() {
    return Json.object().put("projectId", project).put("datasetId", dataset).put("tableId", table);
  }

  static TableName of(JsonNode reference, String defaultProject, String table) {
    return new TableName(
        reference.path("projectId").asText(defaultProject),
        reference.path("datasetId").asText(),
        table);
  }
}
