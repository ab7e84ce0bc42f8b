package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.faults.CallLog;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.DatabaseException;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what answers a call. */
final class Router {
  private static final List<List<String>> ROOTS =
      List.of(List.of("bigquery", "v2"), List.of("upload", "bigquery", "v2"));
  private static final List<String> ADMIN = List.of("admin");

  private final List<Route> routes = new ArrayList<>();
  private final List<Route> admin;

  private Router(List<Route> admin) {
    this.admin = admin;
  }

  static Router of(Store store, Jobs jobs, Faults faults, CallLog log) {
    Router router = new Router(new AdminApi(store, jobs, faults, log).routes());
    router.routes.addAll(new DatasetsApi(store).routes());
    router.routes.addAll(new TablesApi(store).routes());
    router.routes.addAll(new TabledataApi(store).routes());
    router.routes.addAll(new JobsApi(jobs).routes());
    router.routes.addAll(new QueriesApi(store, jobs).routes());
    return router;
  }

  Answer answer(Call call) {
    try {
      return find(call).map(body -> new Answer(200, Json.text(body))).orElse(new Answer(204, ""));
    } catch (ApiException e) {
      return Answer.error(e);
    } catch (DatabaseException e) {
      return Answer.error(ApiException.invalid(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.error(ApiException.of("internalError", e.toString()));
    }
  }

  private Optional<ObjectNode> find(Call call) {
    if (call.isAdmin()) {
      return in(admin, ADMIN, call).orElseThrow(() -> unknown(call));
    }
    for (List<String> root : ROOTS) {
      Optional<Optional<ObjectNode>> answer = in(routes, root, call);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw unknown(call);
  }

  /** Nothing if no route is for the call; else its answer, which may be empty. */
  private static Optional<Optional<ObjectNode>> in(
      List<Route> routes, List<String> root, Call call) {
    if (call.path().size() <= root.size() || !call.path().subList(0, root.size()).equals(root)) {
      return Optional.empty();
    }
    List<String> path = call.path().subList(root.size(), call.path().size());
    for (Route route : routes) {
      Optional<List<String>> arguments = route.match(call.method(), path);
      if (arguments.isPresent()) {
        return Optional.of(route.handler().answer(call, arguments.get()));
      }
    }
    return Optional.empty();
  }

  private static ApiException unknown(Call call) {
    return new ApiException(404, "notFound", "Not found: " + call.method() + " " + call.pathText());
  }
}
