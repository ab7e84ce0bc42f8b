package dev.medallion.replay.bigqueryserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.util.Locale;

/** A dataset as it was given, and when it changed. */
public record Dataset(DatasetName name, ObjectNode resource, long created, long modified) {

  public String location() {
    return resource.path("location").asText("US").toUpperCase(Locale.ROOT).equals("US")
        ? "US"
        : resource.path("location").asText();
  }

  /** As the service answers. */
  public ObjectNode json() {
    ObjectNode json = resource.deepCopy();
    json.put("kind", "bigquery#dataset");
    json.put("id", name.toString());
    json.put("etag", Etag.of(modified, Json.text(resource)));
    json.set("datasetReference", name.json());
    json.put("location", location());
    json.put("creationTime", Long.toString(created));
    json.put("lastModifiedTime", Long.toString(modified));
    return json;
  }
}
