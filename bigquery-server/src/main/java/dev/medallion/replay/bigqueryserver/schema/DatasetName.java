package dev.medallion.replay.bigqueryserver.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The full name of a dataset. */
public record DatasetName(String project, String dataset) {

  /** As the service writes it into its messages. */
  @Override
  public String toString() {
    return project + ":" + dataset;
  }

  public ObjectNode json() {
    return Json.object().put("projectId", project).put("datasetId", dataset);
  }
}
