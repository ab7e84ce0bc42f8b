package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import dev.medallion.replay.bigqueryserver.faults.CallLog;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.bigqueryserver.jobs.Job.State;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on command, seen by plain HTTP and by the client, which retries some of it. */
class FaultsTest {
  private static final String DATASETS = "/bigquery/v2/projects/test-project/datasets";

  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private BigQueryServer server;

  @BeforeEach
  void start() throws IOException {
    server = BigQueryServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.endpoint() + path))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.endpoint() + path)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> make(String dataset) throws Exception {
    return post(DATASETS, "{\"datasetReference\": {\"datasetId\": \"" + dataset + "\"}}");
  }

  private boolean exists(String dataset) throws Exception {
    return get(DATASETS + "/" + dataset).statusCode() == 200;
  }

  @Test
  void aCallIsRefusedBeforeItsEffect() throws Exception {
    server.faults().add(Fault.next(Fault.Kind.UNAVAILABLE_BEFORE, "POST", "/datasets"));
    assertThat(make("one").statusCode(), is(503));
    assertThat(exists("one"), is(false));
    assertThat(make("one").statusCode(), is(200));
  }

  @Test
  void aCallIsRefusedAfterItsEffect() throws Exception {
    server.faults().add(Fault.next(Fault.Kind.UNAVAILABLE_AFTER, "POST", "/datasets"));
    assertThat(make("one").statusCode(), is(503));
    assertThat(exists("one"), is(true));
    assertThat(make("one").statusCode(), is(409));
  }

  @Test
  void anAnswerIsLost() throws Exception {
    server.faults().add(Fault.next(Fault.Kind.DROPPED_AFTER, "POST", "/datasets"));
    assertThrows(IOException.class, () -> make("one"));
    assertThat(exists("one"), is(true));
    server.faults().add(Fault.next(Fault.Kind.DROPPED_BEFORE, "POST", "/datasets"));
    assertThrows(IOException.class, () -> make("two"));
    assertThat(exists("two"), is(false));
  }

  @Test
  void theSecondCallOfTwoIsThrottledTwice() throws Exception {
    server
        .faults()
        .add(Fault.next(Fault.Kind.TOO_MANY_REQUESTS, "*", "/datasets").after(1).times(2));
    assertThat(make("one").statusCode(), is(200));
    assertThat(make("two").statusCode(), is(429));
    assertThat(get(DATASETS).body(), containsString("rateLimitExceeded"));
    assertThat(make("two").statusCode(), is(200));
  }

  @Test
  void anAnswerIsLate() throws Exception {
    server
        .faults()
        .add(Fault.next(Fault.Kind.SLOW, "GET", "/datasets").waiting(Duration.ofMillis(200)));
    long start = System.nanoTime();
    get(DATASETS);
    assertThat(
        Duration.ofNanos(System.nanoTime() - start), greaterThanOrEqualTo(Duration.ofMillis(200)));
  }

  @Test
  void anErrorHasTheFormOfTheService() throws Exception {
    HttpResponse<String> missing = get(DATASETS + "/nowhere");
    assertThat(missing.statusCode(), is(404));
    assertThat(missing.body(), containsString("\"reason\":\"notFound\""));
    assertThat(missing.body(), containsString("Not found: Dataset test-project:nowhere"));
    assertThat(missing.body(), containsString("\"code\":404"));
  }

  /** This version retries connections that are refused, and no status: a caller has to. */
  @Test
  void theClientDoesNotRetryWhatIsUnavailable() {
    server.faults().add(Fault.next(Fault.Kind.UNAVAILABLE_BEFORE, "GET", "/datasets/"));
    Client.of(server).create(DatasetInfo.of("sales"));
    BigQueryException refused =
        assertThrows(BigQueryException.class, () -> Client.of(server).getDataset("sales"));
    assertThat(refused.getCode(), is(503));
    assertThat(
        server.calls().entries().stream()
            .filter(e -> e.method().equals("GET"))
            .map(CallLog.Entry::status)
            .toList(),
        is(List.of(503)));
  }

  @Test
  void aJobFailsForTheReasonThatWasOrdered() throws Exception {
    Client.of(server).create(DatasetInfo.of("sales"));
    server.faults().add(JobFault.failing("sales.t", "backendError", "An internal error occurred"));
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT 1 AS one")
            .setDestinationTable(TableId.of("sales", "t"))
            .build();
    Job failed =
        Client.of(server).create(JobInfo.of(JobId.newBuilder().setJob("first").build(), query));
    BigQueryException error = assertThrows(BigQueryException.class, () -> Client.done(failed));
    assertThat(error.getReason(), is("backendError"));
    assertThat(Client.of(server).getTable(TableId.of("sales", "t")) == null, is(true));
    Client.done(
        Client.of(server).create(JobInfo.of(JobId.newBuilder().setJob("second").build(), query)));
    List<JobEntry> jobs = server.jobs(Client.PROJECT);
    assertThat(jobs.get(0).error().orElseThrow(), is("backendError"));
    assertThat(jobs.get(1).destination().orElseThrow(), is("test-project:sales.t"));
    assertThat(jobs.get(1).state(), is(State.DONE));
  }

  @Test
  void aJobCanBeSeenBeforeItIsDone() throws Exception {
    server.gate().holdAt(State.PENDING);
    Job job =
        Client.of(server)
            .create(
                JobInfo.of(
                    JobId.newBuilder().setJob("held").build(),
                    QueryJobConfiguration.of("SELECT 1 AS one")));
    assertThat(job.reload().getStatus().getState(), is(JobStatus.State.PENDING));
    server.gate().holdAt(State.RUNNING);
    while (job.reload().getStatus().getState().equals(JobStatus.State.PENDING)) {
      Thread.sleep(5);
    }
    assertThat(job.reload().getStatus().getState(), is(JobStatus.State.RUNNING));
    server.gate().holdAt(State.DONE);
    assertThat(Client.done(job).getStatus().getState(), is(JobStatus.State.DONE));
  }

  @Test
  void aJobThatWasHeldGoesOnAfterARestart() throws Exception {
    Client.of(server).create(DatasetInfo.of("sales"));
    server.gate().holdAt(State.RUNNING);
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT 1 AS one")
            .setDestinationTable(TableId.of("sales", "t"))
            .build();
    Job job =
        Client.of(server).create(JobInfo.of(JobId.newBuilder().setJob("held").build(), query));
    server.restart(Duration.ZERO);
    Client.done(job);
    assertThat(Client.of(server).getTable(TableId.of("sales", "t")).getNumRows().intValue(), is(1));
  }

  @Test
  void aDatabaseOutlivesItsServer() throws Exception {
    BigQueryServer.Settings settings =
        BigQueryServer.Settings.usual().withDatabase(folder.resolve("tables.duckdb"));
    try (BigQueryServer first = BigQueryServer.start(settings)) {
      Client.of(first).create(DatasetInfo.newBuilder("kept").setLocation("EU").build());
    }
    try (BigQueryServer second = BigQueryServer.start(settings)) {
      assertThat(Client.of(second).getDataset("kept").getLocation(), is("EU"));
    }
  }

  @Test
  void anotherProcessOrdersOverHttp() throws Exception {
    assertThat(
        post(
                "/admin/faults",
                "{\"kind\": \"QUOTA_EXCEEDED\", \"method\": \"POST\", \"path\": \"/datasets\"}")
            .statusCode(),
        is(204));
    assertThat(make("one").body(), containsString("quotaExceeded"));
    assertThat(get("/admin/calls").body(), containsString("\"fault\":\"QUOTA_EXCEEDED\""));
    post("/admin/job-faults", "{\"job\": \"any\", \"reason\": \"backendError\"}");
    Client.of(server);
    BigQueryException failed =
        assertThrows(
            BigQueryException.class,
            () ->
                Client.done(
                    Client.of(server)
                        .create(
                            JobInfo.of(
                                JobId.newBuilder().setJob("any").build(),
                                QueryJobConfiguration.of("SELECT 1 AS one")))));
    assertThat(failed.getReason(), is("backendError"));
    assertThat(get("/admin/jobs/test-project").body(), containsString("\"id\":\"any\""));
  }

  @Test
  void moreModificationsThanTheServiceTakesFail() throws Exception {
    Client.of(server).create(DatasetInfo.of("sales"));
    server.enforceQuota(true);
    String query =
        "{\"configuration\": {\"query\": {\"query\": \"SELECT 1 AS one\", \"useLegacySql\": false,"
            + " \"writeDisposition\": \"WRITE_TRUNCATE\", \"destinationTable\":"
            + " {\"projectId\": \"test-project\", \"datasetId\": \"sales\", \"tableId\": \"busy\"}}}}";
    for (int i = 0; i <= 50; i++) {
      post("/bigquery/v2/projects/test-project/jobs", query);
    }
    while (server.jobs(Client.PROJECT).stream().anyMatch(j -> j.state() != State.DONE)) {
      Thread.sleep(5);
    }
    assertThat(
        server.jobs(Client.PROJECT).stream().flatMap(j -> j.error().stream()).toList(),
        is(List.of("rateLimitExceeded")));
  }
}
