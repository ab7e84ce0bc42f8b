package dev.medallion.replay.transforms.storage.gcs.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;

/**
 * Passes calls on to a server of Cloud Storage; lets them meet the faults of a plan, and takes its
 * time. It also heeds the preconditions that such a server may ignore ({@link Preconditions}), and
 * counts calls, also those that it is busy with at once.
 */
public final class GcsProxy implements AutoCloseable {
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int PRECONDITION_FAILED = 412;

  static {
    // Or each small answer waits for the acknowledgement of the one before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Or it closes connections that the client keeps.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
  }

  private final HttpServer front;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final Preconditions preconditions;
  private final ReentrantLock writing = new ReentrantLock();

  private volatile ProxyPlan plan = ProxyPlan.NONE;
  private volatile Duration delay = Duration.ZERO;
  private volatile int largestPage;

  private final Map<ProxyCall.Kind, Integer> now = new EnumMap<>(ProxyCall.Kind.class);
  private final Map<ProxyCall.Kind, Integer> most = new EnumMap<>(ProxyCall.Kind.class);
  private final List<ProxyCall> calls = new ArrayList<>();
  private int faults;

  private GcsProxy(HttpServer front, URI server) {
    this.front = front;
    this.server = server;
    this.preconditions = new Preconditions(client, server);
  }

  /** Stands before a server, on a free port. */
  public static GcsProxy before(URI server) throws IOException {
    HttpServer front =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    GcsProxy proxy = new GcsProxy(front, server);
    front.createContext("/", proxy::handle);
    front.setExecutor(proxy.threads);
    front.start();
    return proxy;
  }

  /** Where it is called. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** From now on calls meet the faults of this plan; what was counted is forgotten. */
  public void meet(ProxyPlan faultsToMeet) {
    plan = faultsToMeet;
    forget();
  }

  /** From now on every call takes so much longer. */
  public void delay(Duration longer) {
    delay = longer;
  }

  /** From now on pages of listings hold no more names than this; 0: as many as are asked for. */
  public void largestPage(int names) {
    largestPage = names;
  }

  /** Begins to count anew. */
  public synchronized void forget() {
    most.clear();
    calls.clear();
    faults = 0;
  }

  /** The calls since the last {@link #forget}, in the order in which they came. */
  public synchronized List<ProxyCall> calls() {
    return List.copyOf(calls);
  }

  /** How many of them were of a kind. */
  public synchronized int calls(ProxyCall.Kind kind) {
    return (int) calls.stream().filter(c -> c.kind() == kind).count();
  }

  /** How many calls of a kind there were at once, at most. */
  public synchronized int mostAtOnce(ProxyCall.Kind kind) {
    return most.getOrDefault(kind, 0);
  }

  /** How many calls met a fault. */
  public synchronized int faults() {
    return faults;
  }

  private synchronized void begin(ProxyCall call) {
    calls.add(call);
    int atOnce = now.merge(call.kind(), 1, Integer::sum);
    most.merge(call.kind(), atOnce, Math::max);
  }

  private synchronized void end(ProxyCall call) {
    now.merge(call.kind(), -1, Integer::sum);
  }

  private synchronized void meets(ProxyFault fault) {
    faults += fault == ProxyFault.NONE ? 0 : 1;
  }

  private void handle(HttpExchange exchange) throws IOException {
    ProxyCall call = ProxyCall.of(exchange.getRequestMethod(), exchange.getRequestURI());
    begin(call);
    boolean counted = true;
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Thread.sleep(delay.toMillis());
      ProxyFault fault = plan.of(call);
      meets(fault);
      Answer answer =
          switch (fault) {
            case UNAVAILABLE_BEFORE -> Answer.error(UNAVAILABLE, "backendError");
            case THROTTLED -> Answer.error(TOO_MANY_REQUESTS, "rateLimitExceeded");
            case DROPPED -> null;
            case NONE, ANSWER_CUT -> carryOut(exchange, call, body);
            case TRANSCODED -> transcoded(exchange, body);
            case UNAVAILABLE_AFTER -> {
              carryOut(exchange, call, body);
              yield Answer.error(UNAVAILABLE, "backendError");
            }
            case ANSWER_LOST -> {
              carryOut(exchange, call, body);
              yield null;
            }
          };
      // Before the answer goes out: whoever has it may call again at once.
      end(call);
      counted = false;
      if (answer != null) {
        answer.send(exchange, fault == ProxyFault.ANSWER_CUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (counted) {
        end(call);
      }
    }
  }

  private Answer carryOut(HttpExchange exchange, ProxyCall call, byte[] body)
      throws IOException, InterruptedException {
    if (!call.writes()) {
      return preconditions.hold(call)
          ? pass(exchange, body)
          : Answer.error(PRECONDITION_FAILED, "conditionNotMet");
    }
    // Nobody else writes between the look and the deed.
    writing.lock();
    try {
      return preconditions.hold(call)
          ? pass(exchange, body)
          : Answer.error(PRECONDITION_FAILED, "conditionNotMet");
    } finally {
      writing.unlock();
    }
  }

  private Answer transcoded(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    Answer stored = pass(exchange, body);
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(stored.body)).readAllBytes();
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(stored.headers);
    headers.remove("Content-Encoding");
    return new Answer(stored.status, headers, unpacked);
  }

  private Answer pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    URI asked = exchange.getRequestURI();
    URI target =
        URI.create(
            server
                + (largestPage == 0
                    ? asked.toString()
                    : asked
                        .toString()
                        .replaceAll("maxResults=[0-9]+", "maxResults=" + largestPage)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers().map(), response.body());
  }

  @Override
  public void close() {
    front.stop(0);
    threads.shutdownNow();
  }

  /** What the client is told. */
  private static final class Answer {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    Answer(int status, Map<String, List<String>> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }

    static Answer error(int status, String reason) {
      String text =
          """
          {"error": {"code": %d, "message": "%s", "errors": [{"reason": "%s"}]}}"""
              .formatted(status, reason, reason);
      return new Answer(
          status,
          Map.of("Content-Type", List.of("application/json")),
          text.getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange, boolean cut) throws IOException {
      String own = "http://" + exchange.getRequestHeaders().getFirst("Host");
      headers.forEach(
          (name, values) -> {
            if (!name.startsWith(":") && !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
              // The parts of an upload come here too, and not straight to the server.
              exchange
                  .getResponseHeaders()
                  .put(
                      name,
                      name.equalsIgnoreCase("location")
                          ? values.stream()
                              .map(v -> v.replaceFirst("^https?://[^/]+", own))
                              .toList()
                          : values);
            }
          });
      boolean empty = body.length == 0;
      exchange.sendResponseHeaders(status, empty ? -1 : body.length);
      if (!empty) {
        exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
        if (cut) {
          exchange.getResponseBody().flush();
        } else {
          exchange.getResponseBody().close();
        }
      }
    }
  }
}
