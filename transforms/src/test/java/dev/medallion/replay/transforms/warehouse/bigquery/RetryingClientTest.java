package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryingClientTest extends OnBigQueryServer {
  private static final String PROJECT = "a-project";
  private static final DatasetId NONE = DatasetId.of(PROJECT, "nowhere");

  private final BigQuery client =
      RetryingClient.of(BigQueryClient.at(server.endpoint(), PROJECT), RetryingClient.QUICK);

  @AfterEach
  void clear() {
    server.faults().clear();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {
        "UNAVAILABLE_BEFORE",
        "UNAVAILABLE_AFTER",
        "TOO_MANY_REQUESTS",
        "DROPPED_BEFORE",
        "DROPPED_AFTER"
      })
  void whatMayPassIsAskedAgain(Fault.Kind kind) {
    server.faults().add(Fault.next(kind, "GET", "/datasets/").times(3));
    assertThat(client.getDataset(NONE), is(nullValue()));
  }

  @Test
  void aJobWhoseAnswerIsLostIsBegunOnce() {
    server.faults().add(Fault.next(Fault.Kind.DROPPED_AFTER, "POST", "/jobs$").times(2));
    JobId id = JobId.newBuilder().setProject(PROJECT).setJob("lost_answer").build();
    client.create(JobInfo.of(id, JobRequests.nothing(Map.of(JobLabels.CALL, "mine"))));
    assertThat(
        server.jobs(PROJECT).stream().filter(j -> j.labels().containsValue("mine")).count(),
        is(1L));
  }

  @Test
  void whatWillNotPassIsToldAtOnce() {
    server.faults().add(Fault.next(Fault.Kind.QUOTA_EXCEEDED, "GET", "/datasets/").times(2));
    assertThrows(BigQueryException.class, () -> client.getDataset(NONE));
  }

  @Test
  void afterSomeTriesItGivesUp() {
    int before = server.calls().entries().size();
    server.faults().add(Fault.next(Fault.Kind.UNAVAILABLE_BEFORE, "GET", "/datasets/").times(1000));
    BigQueryException told = assertThrows(BigQueryException.class, () -> client.getDataset(NONE));
    assertThat(told.getCode(), is(503));
    assertThat(server.calls().entries().size() - before, is(lessThanOrEqualTo(7)));
  }

  @Test
  void connectionsThatBreakForGoodAreTriedNoMoreOftenThanAnythingElse() {
    int before = server.calls().entries().size();
    server.faults().add(Fault.next(Fault.Kind.DROPPED_BEFORE, "POST", "/jobs$").times(1000));
    JobId id = JobId.newBuilder().setProject(PROJECT).setJob("nobody_answers").build();
    assertThrows(
        BigQueryException.class,
        () -> client.create(JobInfo.of(id, JobRequests.nothing(Map.of(JobLabels.CALL, "none")))));
    assertThat(server.calls().entries().size() - before, is(lessThanOrEqualTo(7)));
  }
}
