package dev.medallion.replay.bigqueryserver;

import dev.medallion.replay.bigqueryserver.faults.CallLog;
import dev.medallion.replay.bigqueryserver.faults.Faults;
import dev.medallion.replay.bigqueryserver.gcs.SourceFiles;
import dev.medallion.replay.bigqueryserver.http.Front;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.bigqueryserver.jobs.JobGate;
import dev.medallion.replay.bigqueryserver.jobs.Jobs;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server of BigQuery in this process. It needs no credentials. */
public final class BigQueryServer implements AutoCloseable {
  private final Store store;
  private final SourceFiles sources;
  private final Faults faults = new Faults();
  private final CallLog log = new CallLog();
  private Jobs jobs;
  private Front front;

  private BigQueryServer(Settings settings) throws IOException {
    store = Store.open(settings.database());
    sources = new SourceFiles(settings.storage());
    open(settings.port());
  }

  private void open(int port) throws IOException {
    jobs = new Jobs(store, sources, new JobGate(faults));
    front = Front.open(port, store, jobs, faults, log);
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
    return jobs.gate();
  }

  /** What is to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** All calls so far. */
  public CallLog calls() {
    return log;
  }

  /** All jobs of a project so far, the first one first. */
  public List<JobEntry> jobs(String project) {
    return jobs.entries(project);
  }

  /**
   * Whether more modifications of a table in ten seconds than the service takes are refused. At
   * first they are not.
   */
  public void enforceQuota(boolean wanted) {
    jobs.enforceQuota(wanted);
  }

  /** Brings streamed rows into their partitions, as the service does after a while. */
  public void flushStreamed(String project, String dataset, String table) {
    store.transaction(
        s -> {
          Catalog catalog = new Catalog(s, Nondeterminism.now().toEpochMilli());
          catalog.rows().flush(catalog.table(new TableName(project, dataset, table)));
          return catalog;
        });
  }

  /**
   * Stops answering for a while, and comes back at the same port with its tables and jobs. Jobs
   * that were not done go on.
   */
  public void restart(Duration pause) throws IOException, InterruptedException {
    int port = front.port();
    front.close();
    jobs.close();
    Thread.sleep(pause.toMillis());
    open(port);
  }

  @Override
  public void close() {
    front.close();
    jobs.close();
    store.close();
  }
}
