package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobStatus;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.time.Duration;
import java.util.Optional;

/** Looks at jobs, and waits for them, by calls that are repeated like all others. */
final class RunningJobs {
  /** Load jobs may wait for hours in a busy project; whoever comes next waits on. */
  private static final Duration PATIENCE = Duration.ofHours(3);

  private final Home home;

  RunningJobs(Home home) {
    this.home = home;
  }

  /**
   * A job as it is.
   *
   * @throws BigQueryException where nobody knows
   */
  Optional<Job> find(JobId id) {
    try {
      return Optional.ofNullable(home.client().getJob(id));
    } catch (BigQueryException e) {
      if (e.getCode() == BigQueryErrors.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether a job has ended, well or not. */
  static boolean isDone(Job job) {
    return JobStatus.State.DONE.equals(job.getStatus().getState());
  }

  /**
   * Waits until a job has ended, well or not, and counts it.
   *
   * @throws JobsUnavailableException where there is no such job, or it takes too long
   * @throws BigQueryException where nobody knows
   */
  Job await(JobId id) throws JobsUnavailableException, InterruptedException {
    Pause pause = new Pause();
    while (true) {
      Job job =
          find(id)
              .orElseThrow(
                  () -> new JobsUnavailableException("BigQuery knows no job " + id.getJob(), null));
      if (isDone(job)) {
        home.meter().ended(job);
        return job;
      }
      if (pause.waited().compareTo(PATIENCE) > 0) {
        throw new JobsUnavailableException(
            "job " + id.getJob() + " has not ended after " + PATIENCE.toHours() + " hours", null);
      }
      pause.await();
    }
  }
}
