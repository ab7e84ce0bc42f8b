package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job as tests look at it.
 *
 * @param kind load, query, copy or extract
 * @param destination as {@code p:d.t$20260203}; that of a script is the table that it changes;
 *     empty if the job writes no table of a client
 * @param writeDisposition as given
 * @param error the reason, if it failed
 */
public record JobEntry(
    String id,
    String kind,
    Optional<String> destination,
    String writeDisposition,
    Job.State state,
    Optional<String> error,
    Map<String, String> labels) {

  static JobEntry of(Job job) {
    String kind = kind(job);
    JsonNode part = job.configuration().path(kind);
    Map<String, String> labels = new TreeMap<>();
    job.configuration()
        .path("labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return new JobEntry(
        job.id(),
        kind,
        destination(job),
        part.path("writeDisposition").asText(""),
        job.state(),
        job.error().map(ApiException::reason),
        labels);
  }

  private static String kind(Job job) {
    for (String kind : new String[] {"load", "query", "copy", "extract"}) {
      if (job.configuration().has(kind)) {
        return kind;
      }
    }
    return "";
  }

  static Optional<String> destination(Job job) {
    JsonNode table = job.configuration().path(kind(job)).path("destinationTable");
    if (!table.hasNonNull("tableId")) {
      return QueryWork.changed(job).map(TableName::toString);
    }
    return table.path("datasetId").asText().equals(QueryWork.ANONYMOUS)
        ? Optional.empty()
        : Optional.of(Destination.of(table, job.project()).toString());
  }

  /** As the administration answers. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("id", id).put("kind", kind).put("destination", destination.orElse(null));
    json.put("writeDisposition", writeDisposition).put("state", state.name());
    json.put("error", error.orElse(null));
    ObjectNode all = json.putObject("labels");
    labels.forEach(all::put);
    return json;
  }
}
