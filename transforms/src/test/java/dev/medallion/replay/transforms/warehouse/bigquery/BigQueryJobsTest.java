package dev.medallion.replay.transforms.warehouse.bigquery;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.google.cloud.bigquery.BigQuery;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import dev.medallion.replay.bigqueryserver.faults.JobFault;
import dev.medallion.replay.bigqueryserver.jobs.JobEntry;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.Staging;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.log.Job;
import dev.medallion.replay.transforms.warehouse.log.JobId;
import dev.medallion.replay.transforms.warehouse.log.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BigQueryJobsTest extends OnBigQueryServer {
  private static final String DAY = "2026-02-03";

  private static int lakes;

  @TempDir Path folder;

  private final Datasets datasets = new Datasets("a-project", "jobs" + lakes++);
  private final JobId id = new JobId("replay_" + lakes + "_0123");

  private BigQueryJobs jobs() {
    BigQuery client = BigQueryClient.at(server.endpoint(), "a-project");
    Home home = new Home(RetryingClient.of(client, RetryingClient.QUICK), datasets, () -> "EU");
    return new BigQueryJobs(
        home,
        new TableShapes(home),
        new JobRequests(datasets, new KeptFiles(Address.of(folder))),
        new PartitionTimes(home, new Queries(home)));
  }

  private Replacement replacement() {
    return new Staging(folder).replacement(CHARGES, DAY, charges(DAY, 7), 0);
  }

  private Job load() {
    return job("digest-of-load", new Job.Work.Load(replacement()));
  }

  private Job job(String label, Job.Work work) {
    return new Job(id, "run-1", "silver.charges", DAY, label, work);
  }

  private JobEntry entry() {
    return server.jobs("a-project").stream()
        .filter(j -> j.id().equals(id.value()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anIdIsGivenAwayOnce() throws Exception {
    BigQueryJobs jobs = jobs();
    assertThat(jobs.find(id), is(Optional.empty()));
    assertThat(jobs.insert(load()), is(true));
    assertThat("the client answers with that job", jobs().insert(load()), is(false));
    JobStatus ended = jobs.await(id);
    assertThat(ended.done(), is(true));
    assertThat(ended.error(), is(Optional.empty()));
    assertThat(
        List.of(ended.table(), ended.partition(), ended.label()),
        is(List.of("silver.charges", DAY, "digest-of-load")));
    assertThat(jobs.lastModified(List.of(ended)).get(id), is(not("")));
    assertThat(
        entry().destination(),
        is(Optional.of("a-project:" + datasets.prefix() + "_silver.charges$20260203")));
    assertThat(entry().labels(), hasEntry(JobLabels.RUN, "run-1"));
  }

  @Test
  void anIdThatIsUsedUpLoadsNothing() throws Exception {
    BigQueryJobs jobs = jobs();
    assertThat(jobs.insert(job("digest-of-nothing", new Job.Work.Nothing())), is(true));
    assertThat(jobs.insert(load()), is(false));
    JobStatus ended = jobs.await(id);
    assertThat(
        List.of(ended.table(), ended.partition(), ended.label()),
        is(List.of("silver.charges", DAY, "digest-of-nothing")));
    assertThat(jobs.lastModified(List.of(ended)), is(Map.of()));
  }

  @Test
  void aLostAnswerIsRecognisedAsItsOwn() throws Exception {
    BigQueryJobs jobs = jobs();
    jobs.insert(job("first", new Job.Work.Nothing()));
    Job second =
        new Job(new JobId(id + "_2"), "run-1", "silver.charges", DAY, "l", new Job.Work.Nothing());
    server.faults().add(Fault.next(Fault.Kind.DROPPED_AFTER, "POST", "/jobs$"));
    assertThat(jobs.insert(second), is(true));
    server.faults().clear();
    assertThat(jobs.await(second.id()).error(), is(Optional.empty()));
  }

  @Test
  void whyAJobFailedSaysWhetherAnotherMayDoBetter() throws Exception {
    server.faults().add(JobFault.failing(id.value(), "backendError", "for now"));
    BigQueryJobs jobs = jobs();
    jobs.insert(load());
    JobStatus.JobError error = jobs.await(id).error().orElseThrow();
    assertThat(error.permanent(), is(false));
    assertThat(error.message(), containsString("backendError: for now"));
    JobId next = new JobId(id + "_next");
    server.faults().add(JobFault.failing(next.value(), "invalid", "for good"));
    jobs.insert(new Job(next, "run-1", "silver.charges", DAY, "l", load().work()));
    assertThat(jobs.await(next).error().orElseThrow().permanent(), is(true));
  }

  @Test
  void anEmptiedPartitionHasNoRowsAndOthersStay() throws Exception {
    BigQueryJobs jobs = jobs();
    jobs.insert(load());
    jobs.await(id);
    JobId other = new JobId(id + "_other");
    jobs.insert(
        new Job(
            other,
            "run-1",
            "silver.charges",
            "2026-02-04",
            "l",
            new Job.Work.Load(
                new Staging(
                        folder.resolve("other").toFile().mkdirs()
                            ? folder.resolve("other")
                            : folder)
                    .replacement(CHARGES, "2026-02-04", charges("2026-02-04", 8, 9), 0))));
    jobs.await(other);
    JobId empty = new JobId(id + "_empty");
    jobs.insert(
        new Job(empty, "run-1", "silver.charges", DAY, "l", new Job.Work.Empty(replacement())));
    assertThat(jobs.await(empty).error(), is(Optional.empty()));
    Home home = new Home(BigQueryClient.at(server.endpoint(), "a-project"), datasets, () -> "EU");
    assertThat(
        new Queries(home)
            .rows("SELECT COUNT(*) AS n FROM " + GoogleSql.table(datasets.table(CHARGES)))
            .iterator()
            .next()
            .get(0)
            .getLongValue(),
        is(2L));
  }
}
