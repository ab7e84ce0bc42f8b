package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.faults.CallLog;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What another process orders of the server: paths below {@code /admin}. No fault hits them, and
 * the log has them not.
 */
record AdminApi(Store store, Jobs jobs, Faults faults, CallLog log) {

  List<Route> routes() {
    return List.of(
        Route.of("POST", "faults", this::fault),
        Route.of("DELETE", "faults", this::clear),
        Route.of("POST", "job-faults", this::jobFault),
        Route.of("POST", "hold/*", this::hold),
        Route.of("POST", "quota/*", this::quota),
        Route.of("POST", "flush/*/*/*", this::flush),
        Route.of("GET", "calls", this::calls),
        Route.of("GET", "jobs/*", this::listJobs));
  }

  /** {@code {"kind": …, "method": …, "path": …, "after": 0, "count": 1, "waitMillis": 0}}. */
  private Optional<ObjectNode> fault(Call call, List<String> names) {
    JsonNode json = call.json();
    faults.add(
        new Fault(
            Fault.Kind.valueOf(json.path("kind").asText()),
            json.path("method").asText("*"),
            Pattern.compile(json.path("path").asText("")),
            json.path("after").asInt(0),
            json.path("count").asInt(1),
            Duration.ofMillis(json.path("waitMillis").asLong(0))));
    return Optional.empty();
  }

  private Optional<ObjectNode> clear(Call call, List<String> names) {
    faults.clear();
    return Optional.empty();
  }

  /** {@code {"job": …, "reason": …, "message": …, "count": 1, "waitMillis": 0}}. */
  private Optional<ObjectNode> jobFault(Call call, List<String> names) {
    JsonNode json = call.json();
    faults.add(
        new JobFault(
            Pattern.compile(json.path("job").asText("")),
            json.path("reason").asText(""),
            json.path("message").asText("ordered"),
            json.path("count").asInt(1),
            Duration.ofMillis(json.path("waitMillis").asLong(0))));
    return Optional.empty();
  }

  private Optional<ObjectNode> hold(Call call, List<String> names) {
    jobs.gate().holdAt(Job.State.valueOf(names.get(0)));
    return Optional.empty();
  }

  private Optional<ObjectNode> quota(Call call, List<String> names) {
    jobs.enforceQuota(names.get(0).equals("on"));
    return Optional.empty();
  }

  private Optional<ObjectNode> flush(Call call, List<String> names) {
    store.transaction(
        s -> {
          Catalog catalog = new Catalog(s, Clock.now());
          catalog
              .rows()
              .flush(catalog.table(new TableName(names.get(0), names.get(1), names.get(2))));
          return catalog;
        });
    return Optional.empty();
  }

  private Optional<ObjectNode> calls(Call call, List<String> names) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("calls");
    for (CallLog.Entry entry : log.entries()) {
      list.addObject()
          .put("method", entry.method())
          .put("path", entry.path())
          .put("status", entry.status())
          .put("fault", entry.fault());
    }
    return Optional.of(answer);
  }

  private Optional<ObjectNode> listJobs(Call call, List<String> names) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("jobs");
    jobs.entries(names.get(0)).forEach(e -> list.add(e.json()));
    return Optional.of(answer);
  }
}
