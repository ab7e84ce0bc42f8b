package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;

/**
 * Jobs whose work is done once, however often and by whomever it is asked for: their ids follow
 * from what they do, and BigQuery gives an id away once.
 */
final class OnceJobs {
  /** How many jobs one call begins: a service that fails so often won't do better soon. */
  private static final int ATTEMPTS = 4;

  private final Home home;
  private final RunningJobs running;

  OnceJobs(Home home) {
    this.home = home;
    this.running = new RunningJobs(home);
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
        boolean isOurs = running.find(id).isEmpty();
        if (isOurs) {
          create(id, work);
        }
        BigQueryError error = running.await(id).getStatus().getError();
        if (error == null) {
          return;
        }
        begun += isOurs ? 1 : 0;
        // One that failed before is no reason to fail now.
        if (isOurs && (begun == ATTEMPTS || !BigQueryErrors.mayPass(error))) {
          throw new WarehouseException(error.getReason() + ": " + error.getMessage());
        }
      }
    } catch (JobsUnavailableException e) {
      throw new WarehouseException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("the run was stopped while it waited for a job", e);
    }
  }

  private void create(JobId id, JobConfiguration work) {
    try {
      // The client takes a job of the same id, if one was begun since yesterday, for this one.
      home.client().create(JobInfo.of(id, work));
    } catch (BigQueryException e) {
      if (running.find(id).isEmpty()) {
        throw e;
      }
    }
  }
}
