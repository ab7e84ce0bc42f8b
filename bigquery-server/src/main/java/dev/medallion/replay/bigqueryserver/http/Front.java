package dev.medallion.replay.bigqueryserver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.faults.CallLog;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Listens, lets go wrong what was ordered, and writes answers. */
public final class Front implements AutoCloseable {
  static {
    // Else a body waits for the client's acknowledgement of the headers, some 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Router router;
  private final Faults faults;
  private final CallLog log;

  private Front(
      HttpServer server, ExecutorService threads, Router router, Faults faults, CallLog log) {
    this.server = server;
    this.threads = threads;
    this.router = router;
    this.faults = faults;
    this.log = log;
  }

  /**
   * Listens at a port of this machine.
   *
   * @param port 0 for a free one
   */
  public static Front open(int port, Store store, Jobs jobs, Faults faults, CallLog log)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads = Executors.newCachedThreadPool(Front::daemon);
    Front front = new Front(server, threads, Router.of(store, jobs, faults, log), faults, log);
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
      Call call = Call.of(exchange);
      if (call.isAdmin()) {
        write(exchange, router.answer(call));
        return;
      }
      Optional<Fault> fault = faults.take(call.method(), call.pathText());
      Optional<Answer> answer =
          fault.isEmpty() ? Optional.of(router.answer(call)) : hit(fault.get(), call);
      log.add(
          new CallLog.Entry(
              call.method(),
              call.pathText(),
              answer.map(Answer::status).orElse(0),
              fault.map(f -> f.kind().name()).orElse("")));
      if (answer.isPresent()) {
        write(exchange, answer.get());
      }
    }
  }

  /** What a call is answered that a fault hits; nothing if its connection just ends. */
  private Optional<Answer> hit(Fault fault, Call call) {
    if (fault.kind() == Fault.Kind.SLOW) {
      sleep(fault.delay().toMillis());
    }
    Optional<Answer> real =
        fault.kind().acts() ? Optional.of(router.answer(call)) : Optional.empty();
    faults.tell(fault);
    return switch (fault.kind()) {
      case SLOW -> real;
      case DROPPED_BEFORE, DROPPED_AFTER -> Optional.empty();
      case UNAVAILABLE_BEFORE, UNAVAILABLE_AFTER ->
          Optional.of(
              Answer.error(
                  new ApiException(
                      503, "backendError", "Visibility check was unavailable. Please retry.")));
      case ACCESS_DENIED ->
          Optional.of(
              Answer.error(
                  ApiException.of(
                      "accessDenied", "Access Denied: " + call.pathText() + ": ordered")));
      case TOO_MANY_REQUESTS ->
          Optional.of(
              Answer.error(
                  new ApiException(429, "rateLimitExceeded", "Exceeded rate limits: ordered")));
      case QUOTA_EXCEEDED ->
          Optional.of(
              Answer.error(new ApiException(403, "quotaExceeded", "Quota exceeded: ordered")));
    };
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  /** Stops, and waits until nothing that a call began is under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
