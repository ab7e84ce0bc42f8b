package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.jobs.Job;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.util.List;
import java.util.Optional;

/** cloud.google.com/bigquery/docs/reference/rest/v2/jobs, without queries. */
record JobsApi(Jobs jobs) {

  List<Route> routes() {
    return List.of(
        Route.of("GET", "projects/*/jobs", this::list),
        Route.of("POST", "projects/*/jobs", this::insert),
        Route.of("GET", "projects/*/jobs/*", this::get),
        Route.of("POST", "projects/*/jobs/*/cancel", this::cancel),
        Route.of("DELETE", "projects/*/jobs/*/delete", this::delete));
  }

  private Optional<ObjectNode> insert(Call call, List<String> names) {
    if (!call.isUpload()) {
      return Optional.of(jobs.insert(names.get(0), call.json(), call.location()).resource());
    }
    Upload upload = Upload.of(call.contentType(), call.body());
    upload
        .job()
        .withObject("/configuration/load")
        .putArray("sourceUris")
        .add(jobs.keep(upload.file()));
    return Optional.of(jobs.insert(names.get(0), upload.job(), call.location()).resource());
  }

  private Optional<ObjectNode> get(Call call, List<String> names) {
    return Optional.of(jobs.get(names.get(0), names.get(1), call.location()).resource());
  }

  /** A job may be done before it can be cancelled; here it always is. */
  private Optional<ObjectNode> cancel(Call call, List<String> names) {
    ObjectNode answer = Json.object().put("kind", "bigquery#jobCancelResponse");
    answer.set("job", jobs.get(names.get(0), names.get(1), call.location()).resource());
    return Optional.of(answer);
  }

  private Optional<ObjectNode> delete(Call call, List<String> names) {
    jobs.delete(names.get(0), names.get(1), call.location());
    return Optional.empty();
  }

  private Optional<ObjectNode> list(Call call, List<String> names) {
    List<Job> all = jobs.list(names.get(0)).stream().filter(j -> wanted(call, j)).toList();
    int from = Integer.parseInt(call.parameter("pageToken").orElse("0"));
    int to = (int) Math.min(all.size(), from + call.number("maxResults", 1000));
    ObjectNode answer = Json.object().put("kind", "bigquery#jobList").put("etag", "e");
    ArrayNode list = answer.putArray("jobs");
    for (Job job : all.subList(from, to)) {
      ObjectNode json = job.resource().deepCopy();
      json.put("state", job.state().name());
      job.error().ifPresent(e -> json.set("errorResult", json.at("/status/errorResult")));
      list.add(json);
    }
    if (to < all.size()) {
      answer.put("nextPageToken", Integer.toString(to));
    }
    return Optional.of(answer);
  }

  private static boolean wanted(Call call, Job job) {
    return call.parameter("stateFilter")
            .map(s -> s.equalsIgnoreCase(job.state().name()))
            .orElse(true)
        && job.created() >= call.number("minCreationTime", 0)
        && job.created() <= call.number("maxCreationTime", Long.MAX_VALUE);
  }
}
