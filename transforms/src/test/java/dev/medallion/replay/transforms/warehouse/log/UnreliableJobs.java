package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.memory.Fault;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/** Another warehouse's jobs, whose calls meet faults. */
final class UnreliableJobs implements Jobs {
  private final Jobs jobs;
  private final Supplier<Fault> faults;
  private final Queue<Job> late = new ArrayDeque<>();

  UnreliableJobs(Jobs jobs, Supplier<Fault> faults) {
    this.jobs = jobs;
    this.faults = faults;
  }

  @FunctionalInterface
  private interface Call<T> {
    T run() throws JobsUnavailableException;
  }

  /** Carries out the insert that has been late longest. */
  void carryOut() throws JobsUnavailableException {
    Job job = late.poll();
    if (job != null) {
      jobs.insert(job);
    }
  }

  int late() {
    return late.size();
  }

  private <T> T call(Call<T> call, Runnable later) throws JobsUnavailableException {
    switch (faults.get()) {
      case NONE, FORGETS_PRECONDITION -> {
        return call.run();
      }
      case LOSES_ANSWER -> call.run();
      case COMES_LATE -> later.run();
      case FAILS -> {}
    }
    throw new JobsUnavailableException("no answer", null);
  }

  @Override
  public boolean insert(Job job) throws JobsUnavailableException {
    return call(() -> jobs.insert(job), () -> late.add(job));
  }

  @Override
  public Optional<JobStatus> find(JobId id) throws JobsUnavailableException {
    return call(() -> jobs.find(id), () -> {});
  }

  @Override
  public JobStatus await(JobId id) throws JobsUnavailableException {
    return call(() -> jobs.await(id), () -> {});
  }

  @Override
  public Map<JobId, String> lastModified(Collection<JobStatus> written) {
    return jobs.lastModified(written);
  }
}
