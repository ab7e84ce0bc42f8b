package dev.medallion.replay.bigqueryserver;

import dev.medallion.replay.bigqueryserver.gcs.SourceFiles;
import dev.medallion.replay.bigqueryserver.http.Front;
import dev.medallion.replay.bigqueryserver.jobs.JobGate;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A server of BigQuery in this process. It needs no credentials. */
public final class BigQueryServer implements AutoCloseable {
  private final Store store;
  private final JobGate gate = new JobGate();
  private final Jobs jobs;
  private final Front front;

  private BigQueryServer(Settings settings) throws IOException {
    store = Store.open(settings.database());
    jobs = new Jobs(store, new SourceFiles(settings.storage()), gate);
    front = Front.open(settings.port(), store, jobs);
  }

  /**
   * How it is started.
   *
   * @param port 0 for a free one
   * @param storage a server that speaks Cloud Storage, for {@code gs://}
   * @param database a file that keeps the tables; without one they are in memory
   */
  public record Settings(int port, Optional<URI> storage, Optional<Path> database) {
    public static Settings usual() {
      return new Settings(0, Optional.empty(), Optional.empty());
    }

    public Settings withPort(int other) {
      return new Settings(other, storage, database);
    }

    public Settings withStorage(URI endpoint) {
      return new Settings(port, Optional.of(endpoint), database);
    }

    public Settings withDatabase(Path file) {
      return new Settings(port, storage, Optional.of(file));
    }
  }

  /** Starts one on a free port, without Cloud Storage. */
  public static BigQueryServer start() throws IOException {
    return start(Settings.usual());
  }

  public static BigQueryServer start(Settings settings) throws IOException {
    return new BigQueryServer(settings);
  }

  /** What a client takes as its host. */
  public String endpoint() {
    return "http://127.0.0.1:" + front.port();
  }

  /** Where jobs can be held, to see them before they are done. */
  public JobGate gate() {
    return gate;
  }

  @Override
  public void close() {
    front.close();
    jobs.close();
    store.close();
  }
}
