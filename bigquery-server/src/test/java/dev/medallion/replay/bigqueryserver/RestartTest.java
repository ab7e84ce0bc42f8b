package dev.medallion.replay.bigqueryserver;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import dev.medallion.replay.bigqueryserver.faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job has its effect once, whatever happens to the calls about it and to the server. */
class RestartTest {
  private static final int JOBS = 40;
  private static final int RESTARTS = 5;
  private static final TableId TABLE = TableId.of("contract", "counted");

  @TempDir private Path folder;

  @Test
  void everyJobHasItsEffectOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ServerPlace place = ServerPlace.open()) {
      BigQuery client = place.client();
      client.create(TableInfo.of(TABLE, StandardTableDefinition.of(BigQueryContract.SCHEMA)));
      String file = place.put(Parquet.write(folder.resolve("row.parquet"), "SELECT 'a' AS id"));
      place
          .server()
          .faults()
          .add(Fault.next(Fault.Kind.DROPPED_AFTER, "POST", "/jobs").after(3).times(4));
      place
          .server()
          .faults()
          .add(Fault.next(Fault.Kind.UNAVAILABLE_AFTER, "POST", "/jobs").after(8).times(4));
      place
          .server()
          .faults()
          .add(Fault.next(Fault.Kind.DROPPED_BEFORE, "*", "/jobs").after(20).times(9));
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        String id = "counted_" + i;
        work.add(threads.submit(() -> run(client, id, file)));
      }
      for (int i = 0; i < RESTARTS; i++) {
        Thread.sleep(100);
        place.server().restart(Duration.ofMillis(20));
      }
      for (Future<?> one : work) {
        one.get();
      }
      assertThat(
          client
              .query(QueryJobConfiguration.of("SELECT count(*) FROM contract.counted"))
              .iterateAll()
              .iterator()
              .next()
              .get(0)
              .getLongValue(),
          is((long) JOBS));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Inserts the same id, and looks at it, until it is done. */
  private static Void run(BigQuery client, String id, String file) throws InterruptedException {
    JobId job = JobId.newBuilder().setJob(id).setLocation("EU").build();
    LoadJobConfiguration load =
        LoadJobConfiguration.newBuilder(TABLE, file, FormatOptions.parquet())
            .setSchema(BigQueryContract.SCHEMA)
            .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
            .build();
    while (true) {
      try {
        Job found = client.getJob(job);
        if (found == null) {
          client.create(JobInfo.of(job, load));
        } else if (found.getStatus().getState().equals(JobStatus.State.DONE)) {
          return null;
        }
      } catch (BigQueryException e) {
        Thread.sleep(5);
      }
      Thread.sleep(5);
    }
  }
}
