package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.Arrays;
import java.util.Optional;

/**
 * The attempts at one partition of a publication: the next one starts only after the previous one
 * has failed, so the first that succeeds is the last. Every process that follows the chain reaches
 * the same end.
 */
final class JobChain {
  /** How many jobs one run begins: a warehouse that fails so often won't do better soon. */
  private static final int ATTEMPTS = 6;

  private static final int CALLS = 4;

  private final Jobs jobs;
  private final String log;
  private final String runId;
  private final Step step;
  private final Replacement replacement;
  private volatile Optional<JobStatus> written = Optional.empty();

  JobChain(Jobs jobs, String log, String runId, Step step, Replacement replacement) {
    this.jobs = jobs;
    this.log = log;
    this.runId = runId;
    this.step = step;
    this.replacement = replacement;
  }

  /**
   * Publishes the partition, unless it can't be.
   *
   * @throws JobsUnavailableException where it may be possible later
   * @throws ForeignJobException where a job of another kind has one of the ids
   */
  Ending forward() throws JobsUnavailableException {
    return walk(false);
  }

  /** Sees to it that no job of the partition can run any more; one may have been successful. */
  Ending abandon() throws JobsUnavailableException {
    return walk(true);
  }

  /** The job that wrote the partition, if one did. */
  Optional<JobStatus> written() {
    return written;
  }

  /** What it writes. */
  Replacement replacement() {
    return replacement;
  }

  /** Whether somebody has begun it. */
  boolean hasBegun() throws JobsUnavailableException {
    JobId first = JobId.of(log, replacement.table(), step, step.firstAttempt());
    return repeated(() -> jobs.find(first)).isPresent();
  }

  /** The layer of its table. */
  Table.Layer layer() {
    String schema = TableRef.of(replacement).schema();
    return Arrays.stream(Table.Layer.values())
        .filter(layer -> layer.schema().equals(schema))
        .findFirst()
        .orElse(Table.Layer.GOLD);
  }

  private Ending walk(boolean giveUp) throws JobsUnavailableException {
    int begun = 0;
    for (int attempt = step.firstAttempt(); ; attempt++) {
      JobId id = JobId.of(log, replacement.table(), step, attempt);
      Job work = Job.of(id, runId, step, replacement);
      Job nothing = Job.nothing(id, runId, step, replacement);
      begun += begin(giveUp ? nothing : work) ? 1 : 0;
      JobStatus ended = repeated(() -> jobs.await(id));
      boolean isWork = work.is(ended);
      if (!isWork && !nothing.is(ended)) {
        throw new ForeignJobException(work, ended);
      }
      if (ended.error().isEmpty()) {
        written = isWork ? Optional.of(ended) : Optional.empty();
        return new Ending(step.partition(), isWork, attempt, "");
      }
      JobStatus.JobError error = ended.error().get();
      if (!giveUp && isWork && error.permanent()) {
        return new Ending(step.partition(), false, attempt, error.message());
      }
      if (begun == ATTEMPTS) {
        throw new JobsUnavailableException(
            Text.format(
                "the warehouse failed %d times to write %s, partition %s; last error: %s",
                ATTEMPTS, replacement.table(), step.partition().value(), error.message()),
            null);
      }
    }
  }

  /** Whether this call began the job; otherwise there is one of its id. */
  private boolean begin(Job job) throws JobsUnavailableException {
    for (int call = 1; ; call++) {
      try {
        return jobs.insert(job);
      } catch (JobsUnavailableException e) {
        if (isThere(job.id())) {
          // By this call, or an earlier one, or somebody else.
          return true;
        }
        if (call == CALLS) {
          throw e;
        }
      }
    }
  }

  /** A question to the warehouse. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws JobsUnavailableException;
  }

  private static <T> T repeated(Question<T> question) throws JobsUnavailableException {
    for (int call = 1; ; call++) {
      try {
        return question.ask();
      } catch (JobsUnavailableException e) {
        if (call == CALLS) {
          throw e;
        }
      }
    }
  }

  private boolean isThere(JobId id) {
    try {
      return jobs.find(id).isPresent();
    } catch (JobsUnavailableException e) {
      return false;
    }
  }
}
