package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.util.Optional;

/** A job's resource: what it is to do, how far it is, and what came of it. */
public record Job(String project, String id, String location, long created, ObjectNode resource) {

  /** How far a job is. */
  public enum State {
    PENDING,
    RUNNING,
    DONE
  }

  static Job pending(String project, String id, String location, long now, ObjectNode given) {
    ObjectNode json = Json.object();
    json.put("kind", "bigquery#job");
    json.put("id", project + ":" + location + "." + id);
    json.put("user_email", "tester@example.com");
    json.putObject("jobReference")
        .put("projectId", project)
        .put("jobId", id)
        .put("location", location);
    json.set("configuration", given.path("configuration").deepCopy());
    json.putObject("statistics").put("creationTime", Long.toString(now));
    json.putObject("status").put("state", State.PENDING.name());
    return new Job(project, id, location, now, json);
  }

  public JsonNode configuration() {
    return resource.path("configuration");
  }

  public State state() {
    return State.valueOf(resource.path("status").path("state").asText());
  }

  /** Why it failed. */
  public Optional<ApiException> error() {
    JsonNode error = resource.path("status").path("errorResult");
    return error.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            ApiException.of(error.path("reason").asText(), error.path("message").asText()));
  }

  Job running(long now) {
    ObjectNode copy = resource.deepCopy();
    copy.withObject("/status").put("state", State.RUNNING.name());
    copy.withObject("/statistics").put("startTime", Long.toString(now));
    return with(copy);
  }

  Job done(long now, ObjectNode statistics) {
    ObjectNode copy = resource.deepCopy();
    copy.withObject("/status").put("state", State.DONE.name());
    copy.withObject("/statistics").put("endTime", Long.toString(now)).setAll(statistics);
    return with(copy);
  }

  Job failed(long now, ApiException error) {
    Job done = done(now, Json.object());
    ObjectNode json =
        Json.object().put("reason", error.reason()).put("message", error.getMessage());
    ObjectNode status = done.resource.withObject("/status");
    status.set("errorResult", json);
    status.putArray("errors").add(json.deepCopy());
    return done;
  }

  Job withConfiguration(JsonNode configuration) {
    ObjectNode copy = resource.deepCopy();
    copy.set("configuration", configuration);
    return with(copy);
  }

  private Job with(ObjectNode other) {
    return new Job(project, id, location, created, other);
  }
}
