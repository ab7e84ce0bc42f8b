package dev.medallion.replay.bigqueryserver.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.gcs.SourceFiles;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.sql.GoogleSql;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.DatabaseException;
import dev.medallion.replay.bigqueryserver.store.Dataset;
import dev.medallion.replay.bigqueryserver.store.Store;
import dev.medallion.replay.options.chance.Nondeterminism;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Takes jobs and runs them, each from PENDING over RUNNING to DONE. A job that fails is DONE with
 * an error, and has changed nothing.
 *
 * <p>Source: cloud.google.com/bigquery/docs/reference/rest/v2/Job, status.
 */
public final class Jobs implements AutoCloseable {
  private final Store store;
  private final SourceFiles sources;
  private final JobGate gate;
  private final ModificationQuota quota = new ModificationQuota();
  private volatile boolean stopping;
  private final ExecutorService workers = Executors.newCachedThreadPool(Jobs::daemon);

  /** Runs jobs over this store; those that were not done go on. */
  public Jobs(Store store, SourceFiles sources, JobGate gate) {
    this.store = store;
    this.sources = sources;
    this.gate = gate;
    book(JobBook::unfinished).forEach(this::submit);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "job");
    thread.setDaemon(true);
    return thread;
  }

  private static long now() {
    return Nondeterminism.now().toEpochMilli();
  }

  private <T> T book(Function<JobBook, T> work) {
    return store.transaction(s -> work.apply(new JobBook(s)));
  }

  private void write(Job job) {
    store.transaction(
        s -> {
          new JobBook(s).update(job);
          return job;
        });
  }

  /**
   * Takes a job, unless its id was used before.
   *
   * <p>Source: cloud.google.com/bigquery/docs/running-jobs#generate-jobid: an id is unique in its
   * project, and a second job with it is refused.
   *
   * @param location of the call, if its resource says none
   */
  public Job insert(String project, ObjectNode resource, Optional<String> location) {
    ObjectNode given = resource.deepCopy();
    boolean dryRun = given.path("configuration").path("dryRun").asBoolean(false);
    Work work = work(given.path("configuration"));
    JsonNode reference = given.path("jobReference");
    String id = reference.path("jobId").asText("");
    String named = id.isEmpty() ? "job_" + Nondeterminism.newSalt() : id;
    if (!named.matches("[a-zA-Z0-9_-]{1,1024}")) {
      throw ApiException.invalid("Invalid job ID \"" + named + "\"");
    }
    Job job =
        store.transaction(
            s -> {
              Catalog catalog = new Catalog(s, now());
              JobBook book = new JobBook(s);
              if (book.find(project, named).isPresent()) {
                throw ApiException.duplicate(
                    "Job "
                        + project
                        + ":"
                        + location(catalog, project, given, location)
                        + "."
                        + named);
              }
              Job pending =
                  Job.pending(
                      project,
                      named,
                      location(catalog, project, given, location),
                      catalog.now(),
                      given);
              Job complete = pending.withConfiguration(work.configuration(pending));
              work.check(catalog, complete);
              if (!dryRun) {
                book.insert(complete);
              }
              return complete;
            });
    if (dryRun) {
      return dryRun(work, job);
    }
    submit(job);
    return job;
  }

  private static String location(
      Catalog catalog, String project, ObjectNode given, Optional<String> call) {
    String said = given.path("jobReference").path("location").asText("");
    if (!said.isEmpty()) {
      return said;
    }
    return call.or(() -> datasets(catalog, project, given).findFirst()).orElse("US");
  }

  /** Where the datasets are that a configuration names. */
  private static Stream<String> datasets(Catalog catalog, String project, ObjectNode given) {
    Stream<DatasetName> named =
        given.path("configuration").findParents("datasetId").stream()
            .map(
                d ->
                    new DatasetName(
                        d.path("projectId").asText(project), d.path("datasetId").asText()));
    Stream<DatasetName> queried =
        GoogleSql.tables(given.at("/configuration/query/query").asText()).stream()
            .filter(path -> path.size() > 1)
            .map(path -> dataset(project, path));
    return Stream.concat(named, queried)
        .flatMap(name -> catalog.findDataset(name).stream())
        .map(Dataset::location);
  }

  private static DatasetName dataset(String project, List<String> path) {
    int views = path.indexOf("INFORMATION_SCHEMA");
    int at = views > 0 ? views - 1 : path.size() - 2;
    return new DatasetName(at > 0 ? path.get(at - 1) : project, path.get(at));
  }

  /**
   * Keeps a file that was uploaded with a job, and says where.
   *
   * @param file one char a byte
   */
  public String keep(String file) {
    try {
      Path kept = Files.createTempFile("bigquery-upload", "");
      kept.toFile().deleteOnExit();
      return Files.writeString(kept, file, StandardCharsets.ISO_8859_1).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Work work(JsonNode configuration) {
    if (configuration.has("load")) {
      return new LoadWork(sources);
    }
    if (configuration.has("query")) {
      return new QueryWork();
    }
    if (configuration.has("copy")) {
      return new CopyWork();
    }
    if (configuration.has("extract")) {
      return new ExtractWork(sources);
    }
    throw ApiException.unsupported("jobs of this kind");
  }

  /**
   * Does all of a query, and takes it back. Of other jobs only the call is checked: what the
   * service does with them is not defined.
   *
   * <p>Source: cloud.google.com/bigquery/docs/reference/rest/v2/Job, dryRun.
   */
  private Job dryRun(Work work, Job job) {
    if (!job.configuration().has("query")) {
      return job.done(now(), Json.object());
    }
    try {
      store.transaction(
          s -> {
            throw new DryRun(work.apply(new Catalog(s, now()), job, Path.of("")));
          });
      throw new IllegalStateException("a dry run was not taken back");
    } catch (DryRun e) {
      return job.done(now(), e.statistics());
    } catch (DatabaseException e) {
      throw ApiException.invalidQuery(e.getMessage());
    }
  }

  private void submit(Job job) {
    workers.execute(() -> run(job));
  }

  private void run(Job job) {
    Path folder = null;
    try {
      gate.pass(Job.State.PENDING);
      Job running = job.running(now());
      write(running);
      gate.pass(Job.State.RUNNING);
      folder = Files.createTempDirectory("bigquery-job");
      finish(running, folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (folder != null) {
        delete(folder);
      }
      gate.done();
    }
  }

  private void finish(Job running, Path folder) throws InterruptedException {
    try {
      Work work = work(running.configuration());
      gate.mayFail(running);
      JobEntry.destination(running).ifPresent(d -> quota.count(d, now()));
      work.prepare(running, folder);
      store.transaction(
          s -> {
            Catalog catalog = new Catalog(s, now());
            ObjectNode statistics = work.apply(catalog, running, folder);
            new JobBook(s).update(running.done(now(), statistics));
            return statistics;
          });
    } catch (ApiException e) {
      fail(running, e);
    } catch (DatabaseException e) {
      fail(running, ApiException.of(reason(running), e.getMessage()));
    } catch (RuntimeException e) {
      fail(running, ApiException.of("internalError", e.toString()));
    }
  }

  /** What fails because the server stops is not done, and goes on when it is back. */
  private void fail(Job running, ApiException error) {
    if (!stopping) {
      write(running.failed(now(), error));
    }
  }

  private static String reason(Job job) {
    return job.configuration().has("query") ? "invalidQuery" : "invalid";
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A job by its id.
   *
   * <p>Source: cloud.google.com/bigquery/docs/reference/rest/v2/jobs/get: the location is needed
   * unless it is US or EU.
   */
  public Job get(String project, String id, Optional<String> location) {
    Job job =
        book(b -> b.find(project, id))
            .orElseThrow(() -> ApiException.notFound("Job " + project + ":" + id));
    boolean found =
        location
            .map(l -> l.equalsIgnoreCase(job.location()))
            .orElse(job.location().equals("US") || job.location().equals("EU"));
    if (!found) {
      throw ApiException.notFound(
          "Job " + project + ":" + location.map(l -> l + ".").orElse("") + id);
    }
    return job;
  }

  /** Where jobs can be held. */
  public JobGate gate() {
    return gate;
  }

  /** Whether more modifications of a table in a time than the service takes are refused. */
  public void enforceQuota(boolean wanted) {
    quota.enforce(wanted);
  }

  /** All jobs of a project, the first one first. */
  public List<JobEntry> entries(String project) {
    List<JobEntry> entries = new ArrayList<>(list(project).stream().map(JobEntry::of).toList());
    Collections.reverse(entries);
    return entries;
  }

  public List<Job> list(String project) {
    return book(b -> b.all(project));
  }

  /** Removes a job that is done from the list; its id may then be used again. */
  public void delete(String project, String id, Optional<String> location) {
    Job job = get(project, id, location);
    if (job.state() != Job.State.DONE) {
      throw ApiException.invalid("Cannot delete the metadata of a job that is not done: " + id);
    }
    book(
        b -> {
          b.delete(job);
          return job;
        });
  }

  /** Waits until a job is done, at most so long. */
  public Job await(Job job, long millis) throws InterruptedException {
    return gate.await(millis, () -> get(job.project(), job.id(), Optional.of(job.location())));
  }

  /** Where the rows of a query's result are. */
  public static Optional<Destination> result(Job job) {
    return QueryWork.result(job);
  }

  /** Stops; what is not done goes on when the store is opened again. */
  @Override
  public void close() {
    stopping = true;
    workers.shutdownNow();
    try {
      workers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Carries what a dry run found out of the transaction that it takes back. */
  private static final class DryRun extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ObjectNode statistics;

    DryRun(ObjectNode statistics) {
      super(Json.text(statistics), null, false, false);
      this.statistics = statistics;
    }

    ObjectNode statistics() {
      return statistics;
    }
  }
}
