package dev.medallion.replay.bigqueryserver.faults;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What happens to some jobs: they take long, or they end with an error and have done nothing.
 *
 * @param job is found in the job's id, or in its destination, as {@code p:d.t$20260203}
 * @param reason of the error; empty if the job is only slow
 */
public record JobFault(Pattern job, String reason, String message, int count, Duration delay) {

  /** The next such job fails. */
  public static JobFault failing(String job, String reason, String message) {
    return new JobFault(Pattern.compile(job), reason, message, 1, Duration.ZERO);
  }

  /** The next such job takes so long. */
  public static JobFault slow(String job, Duration delay) {
    return new JobFault(Pattern.compile(job), "", "", 1, delay);
  }

  public JobFault times(int jobs) {
    return new JobFault(job, reason, message, jobs, delay);
  }
}
