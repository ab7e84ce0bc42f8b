package dev.medallion.replay.transforms.storage.gcs.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that has one object, of generation 7, and remembers what it was asked for. */
final class Upstream implements AutoCloseable {
  static final String BYTES = "the bytes of the object";

  private final HttpServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    boolean look =
        exchange.getRequestMethod().equals("GET")
            && exchange.getRequestURI().getPath().endsWith("/o/it")
            && !query.contains("alt=media");
    if (!look) {
      seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    }
    byte[] answer = (look ? "{\"generation\": \"7\"}" : BYTES).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", uri() + "/upload/resumable/1");
    String mark = String.valueOf(exchange.getRequestHeaders().getFirst("X-Mark"));
    exchange.getResponseHeaders().add("X-Mark", mark);
    boolean unknown = exchange.getRequestURI().getPath().endsWith("/o/none");
    exchange.sendResponseHeaders(unknown ? 404 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it was asked for, but for looks at its object. */
  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
