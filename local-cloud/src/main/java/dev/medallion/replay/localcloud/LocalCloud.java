package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Cloud Storage and BigQuery, each a process of its own on a free port. */
public final class LocalCloud implements AutoCloseable {
  /** The system property that names the program of Cloud Storage. */
  public static final String BUCKETS_PROGRAM = "replay.gcs.server";

  private static final String BIGQUERY = "dev.medallion.replay.bigqueryserver.Main";

  private final Processes processes;
  private final URI storage;
  private final String bigQuery;

  private LocalCloud(Processes processes, URI storage, String bigQuery) {
    this.processes = processes;
    this.storage = storage;
    this.bigQuery = bigQuery;
  }

  /**
   * Starts them.
   *
   * @param folder takes the folders in which they run, and what they print
   * @param tables the DuckDB file that keeps BigQuery's tables
   */
  public static LocalCloud start(Path folder, Path tables)
      throws IOException, InterruptedException {
    Processes processes = new Processes(folder);
    URI storage = startBuckets(processes);
    Process bigQuery =
        processes.startJava(
            "bigquery",
            List.of("-Xmx512m"),
            List.of(
                BIGQUERY, "--storage-endpoint=" + storage, "--database=" + tables.toAbsolutePath()),
            Map.of("LC_ALL", "C.UTF-8"));
    String line = processes.firstLine("bigquery", bigQuery);
    return new LocalCloud(processes, storage, line.substring(line.indexOf("http")));
  }

  private static URI startBuckets(Processes processes) throws IOException, InterruptedException {
    int port = Processes.freePort();
    String host = "127.0.0.1:" + port;
    URI endpoint = URI.create("http://" + host);
    Process server =
        processes.start(
            "storage",
            List.of(
                System.getProperty(BUCKETS_PROGRAM),
                "-scheme=http",
                "-backend=memory",
                "-host=127.0.0.1",
                "-port=" + port,
                "-public-host=" + host,
                "-log-level=error"),
            Map.of());
    processes.await("storage", server, new Buckets(endpoint)::answer);
    return endpoint;
  }

  /** Makes a bucket. */
  public void makeBucket(String name) throws IOException, InterruptedException {
    new Buckets(storage).make(name);
  }

  /** Where Cloud Storage answers. */
  public URI storage() {
    return storage;
  }

  /** Where BigQuery answers. */
  public String bigQuery() {
    return bigQuery;
  }

  /** What a process finds in its environment so that it uses both. */
  public Map<String, String> environment() {
    return Map.of(
        "LC_ALL",
        "C.UTF-8",
        "REPLAY_GCS_ENDPOINT",
        storage.toString(),
        "REPLAY_BIGQUERY_ENDPOINT",
        bigQuery);
  }

  @Override
  public void close() {
    processes.close();
  }
}
