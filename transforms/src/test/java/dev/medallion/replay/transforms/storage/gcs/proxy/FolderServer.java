package dev.medallion.replay.transforms.storage.gcs.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A bucket that can only be read: the files below a folder, by names of letters, digits and a few
 * signs. For very many objects, of which a server that is made for tests looks through all for
 * every call.
 */
public final class FolderServer implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int OK = 200;

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private final NavigableMap<String, Path> objects = new TreeMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Duration delay;

  private FolderServer(Path folder, Duration delay) throws IOException {
    this.delay = delay;
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> objects.put(folder.relativize(file).toString(), file));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Serves a folder.
   *
   * @param delay how late every call is answered
   */
  public static FolderServer of(Path folder, Duration delay) throws IOException {
    return new FolderServer(folder, delay);
  }

  /**
   * Serves a folder until it is ended, and says where.
   *
   * @param arguments the folder, and how many milliseconds late every call is answered
   */
  public static void main(String[] arguments) throws IOException {
    FolderServer server =
        of(Path.of(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])));
    System.out.println(server.endpoint());
  }

  /** Where it is called. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ProxyCall call = ProxyCall.of(exchange.getRequestMethod(), exchange.getRequestURI());
      Thread.sleep(delay.toMillis());
      Path file = objects.get(call.object());
      switch (call.kind()) {
        case LIST -> send(exchange, OK, page(call).getBytes(StandardCharsets.UTF_8));
        case READ -> {
          if (file == null) {
            send(exchange, NOT_FOUND, new byte[0]);
          } else {
            exchange.getResponseHeaders().add("x-goog-generation", "1");
            send(exchange, OK, Files.readAllBytes(file));
          }
        }
        case STAT ->
            send(
                exchange,
                file == null ? NOT_FOUND : OK,
                (file == null ? "{}" : item(call.object())).getBytes(StandardCharsets.UTF_8));
        default -> send(exchange, NOT_FOUND, new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private String page(ProxyCall call) throws IOException {
    String prefix = call.query().getOrDefault("prefix", "");
    int most = Integer.parseInt(call.query().getOrDefault("maxResults", "1000"));
    String after = call.query().getOrDefault("pageToken", "");
    List<String> items = new ArrayList<>();
    String last = "";
    for (String name :
        objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).keySet()) {
      if (!name.startsWith(prefix) || items.size() == most) {
        boolean more = name.startsWith(prefix);
        return page(items, more ? last : "");
      }
      items.add(item(name));
      last = name;
    }
    return page(items, "");
  }

  private static String page(List<String> items, String next) {
    return "{\"items\": ["
        + String.join(", ", items)
        + (next.isEmpty() ? "]}" : "], \"nextPageToken\": \"" + next + "\"}");
  }

  private String item(String name) throws IOException {
    return """
    {"name": "%s", "bucket": "lake", "size": "%d", "generation": "1"}"""
        .formatted(name, Files.size(objects.get(name)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
