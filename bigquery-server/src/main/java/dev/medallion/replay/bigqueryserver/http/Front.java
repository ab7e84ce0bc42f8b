package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.DatabaseException;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Listens, finds what answers a call, and writes the answer. */
public final class Front implements AutoCloseable {
  private static final List<List<String>> ROOTS =
      List.of(List.of("bigquery", "v2"), List.of("upload", "bigquery", "v2"));

  private final HttpServer server;
  private final ExecutorService threads;
  private final List<Route> routes = new ArrayList<>();

  private Front(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens at a port of this machine.
   *
   * @param port 0 for a free one
   */
  public static Front open(int port, Store store, Jobs jobs) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads = Executors.newCachedThreadPool(Front::daemon);
    Front front = new Front(server, threads);
    front.routes.addAll(new DatasetsApi(store).routes());
    front.routes.addAll(new TablesApi(store).routes());
    front.routes.addAll(new TabledataApi(store).routes());
    front.routes.addAll(new JobsApi(jobs).routes());
    front.routes.addAll(new QueriesApi(store, jobs).routes());
    server.setExecutor(threads);
    server.createContext("/", front::handle);
    server.start();
    return front;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "bigquery");
    thread.setDaemon(true);
    return thread;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(Call.of(exchange));
      write(exchange, answer);
    }
  }

  private Answer answer(Call call) {
    try {
      return route(call).map(body -> new Answer(200, Json.text(body))).orElse(new Answer(204, ""));
    } catch (ApiException e) {
      return Answer.error(e);
    } catch (DatabaseException e) {
      return Answer.error(ApiException.invalid(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.error(ApiException.of("internalError", e.toString()));
    }
  }

  private Optional<ObjectNode> route(Call call) {
    for (List<String> root : ROOTS) {
      if (call.path().size() > root.size() && call.path().subList(0, root.size()).equals(root)) {
        List<String> path = call.path().subList(root.size(), call.path().size());
        for (Route route : routes) {
          Optional<List<String>> arguments = route.match(call.method(), path);
          if (arguments.isPresent()) {
            return route.handler().answer(call, arguments.get());
          }
        }
      }
    }
    throw new ApiException(404, "notFound", "Not found: " + call.method() + " " + call.pathText());
  }

  private static void write(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
