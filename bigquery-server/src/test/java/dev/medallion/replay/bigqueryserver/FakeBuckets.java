package dev.medallion.replay.bigqueryserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** As much of Cloud Storage as loads and extracts need; the services profile uses a whole one. */
final class FakeBuckets implements AutoCloseable {
  private static final String READ = "/storage/v1/b/";
  private static final String WRITE = "/upload/storage/v1/b/";

  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  private FakeBuckets(HttpServer server) {
    this.server = server;
  }

  static FakeBuckets start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeBuckets buckets = new FakeBuckets(server);
    server.createContext("/", buckets::handle);
    server.start();
    return buckets;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts an object under its bucket and name. */
  void put(String place, byte[] content) {
    objects.put(place, content);
  }

  byte[] get(String place) {
    return objects.get(place);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      String query = String.valueOf(exchange.getRequestURI().getRawQuery());
      byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
      if (path.startsWith(WRITE)) {
        String bucket = path.substring(WRITE.length(), path.length() - "/o".length());
        objects.put(
            bucket + "/" + decoded(query.substring(query.indexOf("name=") + 5)),
            exchange.getRequestBody().readAllBytes());
      } else if (path.endsWith("/o")) {
        answer = list(path.substring(READ.length(), path.length() - "/o".length()), query);
      } else {
        answer = objects.get(decoded(path.substring(READ.length()).replaceFirst("/o/", "/")));
      }
      exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
      if (answer != null) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private byte[] list(String bucket, String query) {
    String prefix = bucket + "/" + decoded(query.substring("prefix=".length()));
    StringBuilder items = new StringBuilder();
    for (String place : objects.keySet()) {
      if (place.startsWith(prefix)) {
        items.append(items.isEmpty() ? "" : ",");
        items.append("{\"name\":\"").append(place.substring(bucket.length() + 1)).append("\"}");
      }
    }
    return ("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
