package dev.medallion.replay.bigqueryserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a server in a process of its own, and runs until it is stopped. */
public final class Main {
  private Main() {}

  /** {@code --port=N --storage-endpoint=http://… --database=FILE}, each optional. */
  public static void main(String[] args) throws IOException, InterruptedException {
    BigQueryServer.Settings settings = BigQueryServer.Settings.usual();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String value = arg.substring(equals + 1);
      settings =
          switch (equals < 0 ? arg : arg.substring(0, equals)) {
            case "--port" -> settings.withPort(Integer.parseInt(value));
            case "--storage-endpoint" -> settings.withStorage(URI.create(value));
            case "--database" -> settings.withDatabase(Path.of(value));
            default -> throw new IllegalArgumentException("unknown option: " + arg);
          };
    }
    try (BigQueryServer server = BigQueryServer.start(settings)) {
      System.out.println("BigQuery test server at " + server.endpoint());
      new CountDownLatch(1).await();
    }
  }
}
