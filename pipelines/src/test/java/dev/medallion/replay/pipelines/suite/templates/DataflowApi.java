package dev.medallion.replay.pipelines.suite.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Stands in for the Dataflow API: takes jobs, runs none, and keeps what it was asked. */
final class DataflowApi implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** A job as it was submitted. */
  record Submitted(JsonNode job, int bytes) {}

  private final HttpServer server;
  private final List<Submitted> submitted = new CopyOnWriteArrayList<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();

  DataflowApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  List<Submitted> submitted() {
    return submitted;
  }

  /** All that was asked but for submissions: what a launcher asks that waits. */
  List<String> questions() {
    return questions;
  }

  void forget() {
    submitted.clear();
    questions.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] body =
          (isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody())
              .readAllBytes();
      ObjectNode answer = JSON.createObjectNode();
      if (exchange.getRequestMethod().equals("POST")
          && exchange.getRequestURI().getPath().endsWith("/jobs")) {
        JsonNode job = JSON.readTree(body);
        submitted.add(new Submitted(job, body.length));
        answer.put("id", "2026-02-03_00_00_00-" + submitted.size());
        answer.put("projectId", "a-project").put("location", "europe-west1");
        answer.set("name", job.path("name"));
        answer.put("currentState", "JOB_STATE_PENDING").put("type", "JOB_TYPE_BATCH");
      } else {
        questions.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        answer.put("currentState", "JOB_STATE_RUNNING");
      }
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
