package dev.medallion.replay.bigqueryserver;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import java.io.IOException;
import java.nio.file.Path;

/** A server of this process, and local files. */
final class ServerPlace implements Place {
  private final BigQueryServer server;
  private final BigQuery client;

  private ServerPlace(BigQueryServer server) {
    this.server = server;
    this.client = Client.of(server);
    client.create(DatasetInfo.newBuilder(dataset()).setLocation(location()).build());
  }

  static ServerPlace open() {
    try {
      return new ServerPlace(BigQueryServer.start());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  BigQueryServer server() {
    return server;
  }

  @Override
  public BigQuery client() {
    return client;
  }

  @Override
  public String dataset() {
    return "contract";
  }

  @Override
  public String location() {
    return "EU";
  }

  @Override
  public String put(Path file) {
    return file.toUri().toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
