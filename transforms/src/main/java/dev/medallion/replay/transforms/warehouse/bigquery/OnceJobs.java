package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.WarehouseException;

/**
 * Jobs whose work is done once, however often and by whomever it is asked for: their ids follow
 * from what they do, and BigQuery gives an id away once.
 */
final class OnceJobs {
  /** How many jobs one call begins: a service that fails so often won't do better soon. */
  private static final int ATTEMPTS = 4;

  private final Home home;

  OnceJobs(Home home) {
    this.home = home;
  }

  /**
   * Sees to it that the work is done.
   *
   * @param kind what begins the jobs' ids
   * @param key what the work is, among all of its kind
   * @throws WarehouseException where it can't be; another call may do better
   * @throws BigQueryException where nobody knows
   */
  void run(String kind, String key, JobConfiguration work) {
    try {
      int begun = 0;
      for (int attempt = 1; ; attempt++) {
        JobId id = home.job(kind + Sha256.ofText(key + "\0" + attempt));
        Job there = home.client().getJob(id);
        boolean isOurs = there == null;
        Job ended = ended(isOurs ? created(id, work) : there);
        BigQueryError error = ended.getStatus().getError();
        if (error == null) {
          home.meter().ended(ended);
          return;
        }
        begun += isOurs ? 1 : 0;
        // One that failed before is no reason to fail now.
        if (isOurs && (begun == ATTEMPTS || !BigQueryErrors.mayPass(error))) {
          throw new WarehouseException(error.getReason() + ": " + error.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("the run was stopped while it waited for a job", e);
    }
  }

  private Job created(JobId id, JobConfiguration work) {
    try {
      // The client answers with a job of the same id, if one was begun since yesterday.
      return home.client().create(JobInfo.of(id, work));
    } catch (BigQueryException e) {
      Job there = home.client().getJob(id);
      if (there == null) {
        throw e;
      }
      return there;
    }
  }

  private Job ended(Job job) throws InterruptedException {
    Job ended;
    try {
      ended = job.waitFor();
    } catch (BigQueryException e) {
      // The client throws the error of a job that failed.
      ended = home.client().getJob(job.getJobId());
      if (ended != null && !JobStatus.State.DONE.equals(ended.getStatus().getState())) {
        throw e;
      }
    }
    if (ended == null) {
      throw new WarehouseException(
          "BigQuery does not know the job " + job.getJobId().getJob() + " any more");
    }
    return ended;
  }
}
