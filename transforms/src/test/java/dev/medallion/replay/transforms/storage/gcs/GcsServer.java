package dev.medallion.replay.transforms.storage.gcs;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.packed.OnDemand;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** A process that keeps buckets in its memory, and answers as Google Cloud Storage does. */
public final class GcsServer implements AutoCloseable {
  /** The system property that names its program. */
  public static final String PROGRAM = "replay.gcs.server";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Before a call is made again: a server of one's own need not be spared. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(2);

  private final Process process;
  private final String address;

  private final Supplier<Storage> own = new OnDemand<>(() -> client(endpoint()));

  private GcsServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one on a free port, and waits until it answers. */
  public static GcsServer start() throws IOException, InterruptedException {
    int port = freePort();
    String host = "127.0.0.1:" + port;
    Process process =
        new ProcessBuilder(
                System.getProperty(PROGRAM),
                "-scheme=http",
                "-backend=memory",
                "-host=127.0.0.1",
                "-port=" + port,
                "-public-host=" + host,
                "-log-level=error")
            .inheritIO()
            .start();
    GcsServer server = new GcsServer(process, "http://" + host);
    server.await();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void await() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest look = HttpRequest.newBuilder(URI.create(address + "/storage/v1/b")).build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        client.send(look, BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline || !process.isAlive()) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create(address);
  }

  /** Its buckets. */
  public dev.medallion.replay.transforms.storage.Storage storage() {
    return storage(endpoint());
  }

  /**
   * The buckets behind an address.
   *
   * @param endpoint its own, or that of a proxy before it
   */
  public static dev.medallion.replay.transforms.storage.Storage storage(URI endpoint) {
    return new GcsStorage(new OnDemand<>(() -> client(endpoint)));
  }

  private static Storage client(URI endpoint) {
    return GcsClient.at(endpoint.toString(), GcsRetries.from(FIRST_PAUSE));
  }

  /** Makes a bucket. */
  public void bucket(String name) {
    own.get().create(BucketInfo.of(name));
  }

  /**
   * Puts an object, over what is there.
   *
   * @param encoding of its bytes, as {@code Content-Encoding} says it; empty: none
   */
  public void put(Address address, byte[] bytes, String encoding) {
    BlobInfo.Builder info = BlobInfo.newBuilder(address.root(), address.path());
    if (!encoding.isEmpty()) {
      info.setContentEncoding(encoding);
    }
    own.get().create(info.build(), bytes);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
