package dev.medallion.replay.transforms.warehouse;

import java.io.Serializable;

/**
 * What jobs of a warehouse did and cost, as it says itself.
 *
 * @param failedJobs of all of these; each was tried again unless it failed for good
 * @param bytesLoaded of the files that were loaded
 * @param bytesProcessed that queries read
 * @param bytesBilled that queries are charged for; loads and copies are not
 * @param slotMillis computing time of all jobs, in milliseconds of a slot
 */
public record JobUsage(
    long loadJobs,
    long queryJobs,
    long copyJobs,
    long failedJobs,
    long rowsLoaded,
    long bytesLoaded,
    long bytesProcessed,
    long bytesBilled,
    long slotMillis)
    implements Serializable {
  /** Of no job. */
  public static final JobUsage NONE = new JobUsage(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public JobUsage plus(JobUsage other) {
    return new JobUsage(
        loadJobs + other.loadJobs,
        queryJobs + other.queryJobs,
        copyJobs + other.copyJobs,
        failedJobs + other.failedJobs,
        rowsLoaded + other.rowsLoaded,
        bytesLoaded + other.bytesLoaded,
        bytesProcessed + other.bytesProcessed,
        bytesBilled + other.bytesBilled,
        slotMillis + other.slotMillis);
  }

  /** What came to an earlier sum. */
  public JobUsage since(JobUsage earlier) {
    return new JobUsage(
        loadJobs - earlier.loadJobs,
        queryJobs - earlier.queryJobs,
        copyJobs - earlier.copyJobs,
        failedJobs - earlier.failedJobs,
        rowsLoaded - earlier.rowsLoaded,
        bytesLoaded - earlier.bytesLoaded,
        bytesProcessed - earlier.bytesProcessed,
        bytesBilled - earlier.bytesBilled,
        slotMillis - earlier.slotMillis);
  }
}
