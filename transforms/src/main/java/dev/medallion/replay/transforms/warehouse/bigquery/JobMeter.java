package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.JobStatistics.CopyStatistics;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import dev.medallion.replay.transforms.warehouse.JobUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds up what BigQuery says of jobs that have ended; each counts once. */
final class JobMeter {
  private final Map<String, JobUsage> byId = new ConcurrentHashMap<>();

  /** Counts a job that has ended, unless it was counted before. */
  void ended(Job job) {
    byId.putIfAbsent(job.getJobId().getJob(), usage(job));
  }

  /** Of all of them. */
  JobUsage total() {
    return byId.values().stream().reduce(JobUsage.NONE, JobUsage::plus);
  }

  private static JobUsage usage(Job job) {
    JobStatistics statistics = job.getStatistics();
    long failed = job.getStatus() != null && job.getStatus().getError() != null ? 1 : 0;
    long slots = orZero(statistics.getTotalSlotMs());
    if (statistics instanceof LoadStatistics load) {
      return new JobUsage(
          1, 0, 0, failed, orZero(load.getOutputRows()), orZero(load.getInputBytes()), 0, 0, slots);
    }
    if (statistics instanceof QueryStatistics query) {
      return new JobUsage(
          0,
          1,
          0,
          failed,
          0,
          0,
          orZero(query.getTotalBytesProcessed()),
          orZero(query.getTotalBytesBilled()),
          slots);
    }
    return new JobUsage(
        0, 0, statistics instanceof CopyStatistics ? 1 : 0, failed, 0, 0, 0, 0, slots);
  }

  /** A job that failed early says nothing. */
  private static long orZero(Long said) {
    return said == null ? 0 : said;
  }
}
