package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import dev.medallion.replay.options.chance.Nondeterminism;
import java.util.List;
import java.util.Optional;

/** cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query and getQueryResults. */
record QueriesApi(Store store, Jobs jobs) {
  private static final long USUAL_PATIENCE = 10_000;
  private static final List<String> OF_THE_QUERY =
      List.of(
          "query",
          "defaultDataset",
          "useLegacySql",
          "queryParameters",
          "parameterMode",
          "useQueryCache",
          "maximumBytesBilled");

  List<Route> routes() {
    return List.of(
        Route.of("POST", "projects/*/queries", this::query),
        Route.of("GET", "projects/*/queries/*", this::results));
  }

  private Optional<ObjectNode> query(Call call, List<String> names) {
    ObjectNode request = call.json();
    ObjectNode resource = Json.object();
    ObjectNode reference = resource.putObject("jobReference");
    reference.put("projectId", names.get(0)).put("jobId", "job_" + Nondeterminism.newSalt());
    ObjectNode configuration = resource.putObject("configuration");
    if (request.has("labels")) {
      configuration.set("labels", request.get("labels"));
    }
    configuration.put("dryRun", request.path("dryRun").asBoolean(false));
    ObjectNode query = configuration.putObject("query");
    for (String name : OF_THE_QUERY) {
      if (request.hasNonNull(name)) {
        query.set(name, request.get(name));
      }
    }
    Optional<String> location =
        Optional.ofNullable(request.path("location").asText(null)).or(call::location);
    Job job = jobs.insert(names.get(0), resource, location);
    if (request.path("dryRun").asBoolean(false)) {
      return Optional.of(dryRun(job));
    }
    JsonNode options = request.path("formatOptions");
    Page page =
        new Page(
            0,
            request.path("maxResults").asLong(10_000),
            options.path("useInt64Timestamp").asBoolean(false),
            List.of());
    long patience = request.path("timeoutMs").asLong(USUAL_PATIENCE);
    return Optional.of(answer(awaited(job, patience), page, "bigquery#queryResponse"));
  }

  private static ObjectNode dryRun(Job job) {
    ObjectNode answer = Json.object().put("kind", "bigquery#queryResponse");
    answer.put("jobComplete", true);
    answer.set("schema", job.resource().at("/statistics/query/schema"));
    answer.set("totalBytesProcessed", job.resource().at("/statistics/totalBytesProcessed"));
    answer
        .putObject("jobReference")
        .put("projectId", job.project())
        .put("location", job.location());
    return answer;
  }

  private Job awaited(Job job, long patience) {
    try {
      return jobs.await(job, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.of("backendError", "The server stops.");
    }
  }

  private Optional<ObjectNode> results(Call call, List<String> names) {
    Job job = jobs.get(names.get(0), names.get(1), call.location());
    long patience = call.number("timeoutMs", USUAL_PATIENCE);
    return Optional.of(
        answer(awaited(job, patience), Page.of(call), "bigquery#getQueryResultsResponse"));
  }

  private ObjectNode answer(Job job, Page page, String kind) {
    ObjectNode answer = Json.object().put("kind", kind).put("etag", "e");
    answer.set("jobReference", job.resource().get("jobReference"));
    answer.put("jobComplete", job.state() == Job.State.DONE);
    if (job.state() != Job.State.DONE) {
      return answer;
    }
    job.error()
        .ifPresent(
            e -> {
              throw e;
            });
    JsonNode statistics = job.resource().path("statistics");
    answer.put("cacheHit", false);
    answer.put("totalBytesProcessed", statistics.path("totalBytesProcessed").asText("0"));
    if (statistics.at("/query/numDmlAffectedRows").isTextual()) {
      answer.set("numDmlAffectedRows", statistics.at("/query/numDmlAffectedRows"));
    }
    answer.set("schema", Json.object());
    Optional<Destination> result = Jobs.result(job);
    if (result.isPresent() && statistics.at("/query/schema").isObject()) {
      answer.set("schema", statistics.at("/query/schema"));
      store.transaction(
          s -> {
            page.write(new Catalog(s, Clock.now()), result.get(), answer, "pageToken");
            return answer;
          });
    } else {
      answer.put("totalRows", "0");
    }
    return answer;
  }
}
